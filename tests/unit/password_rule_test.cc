#include "domain/account/password_rule.h"

#include <gtest/gtest.h>

#include <ctime>

#include "base/secret.h"
#include "slowness.h"

namespace afterword {
namespace {

constexpr PasswordOwner ana{"Harbour Notes", "https://harbournotes.example/", "Ana Lind",
                            "ana.lindqvist@example.org"};

TEST(Password, ShortAndLongOnesAreRefused) {
  EXPECT_EQ(password_error("x7#Kq", ana), PasswordError::too_short);
  EXPECT_EQ(password_error("пароль", ana), PasswordError::too_short) << "characters, not bytes";
  EXPECT_EQ(password_error(std::string(1'001, 'x'), ana), PasswordError::too_long);
  EXPECT_EQ(password_error("", ana), PasswordError::too_short);
}

// Entries of at least 8 characters from lists of common passwords, and their usual variants.
TEST(Password, CommonPasswordsAreRefused) {
  for (const char* common :
       {"password",    "12345678",    "123456789",     "1234567890",   "qwertyuiop", "1qaz2wsx",
        "abcd1234",    "P@ssw0rd",    "testtest",      "iloveyou",     "princess1",  "football",
        "baseball1",   "welcome1",    "sunshine",      "letmein123",   "monkey123",  "dragon123",
        "superman",    "trustno1",    "1q2w3e4r",      "1q2w3e4r5t",   "zaq12wsx",   "qazwsxedc",
        "asdfghjkl",   "zxcvbnm123",  "password1",     "Password1!",   "passw0rd",   "abc12345",
        "abcdefgh",    "aaaaaaaa",    "11111111",      "88888888",     "87654321",   "987654321",
        "11223344",    "12341234",    "123123123",     "1234qwer",     "qwer1234",   "q1w2e3r4",
        "asdf1234",    "asdfasdf",    "michael1",      "jennifer",     "jordan23",   "starwars",
        "whatever",    "computer",    "internet",      "samsung1",     "pokemon1",   "liverpool",
        "chelsea1",    "charlie1",    "michelle",      "mercedes",     "maverick",   "qwertz123",
        "azertyuiop",  "passwort",    "Passwort1",     "passwort123",  "hallo123",   "motdepasse",
        "contraseña",  "contrasena",  "senha123",      "parola12",     "haslo123",   "йцукенгш",
        "пароль123",   "Пароль12",    "changeme",      "changeme2026", "summer2026", "Winter2025!",
        "Sommer2026!", "admin123",    "administrator", "19900412",     "12.04.1990", "04/12/1990",
        "november27",  "google123",   "!QAZ2wsx",      "P@$$w0rd",     "p4ssw0rd!",  "Pa55word",
        "qwerty12345", "mynoob123",   "18atcskd2w",    "3rjs1la7qe",   "1g2w3e4r",   "gwerty123",
        "zxcvbnm,./",  "asdfghjkl;'", "football2024",  "iloveyou2",    "lovely123",  "Aa123456",
        "a1b2c3d4",    "qwe123456",   "Qwerty1!",      "Admin@123",    "Pass@123",   "Welcome@1",
        "1234567a",    "asd123456",   "DEFAULT1",      "zag12wsx",     "ashley12",   "nicole123",
        "killer123",   "hunter22",    "batman123",     "shadow12",     "master123",  "freedom1",
        "qwerty2026",  "spring2026",  "letmein!!!",    "12345qwert",   "1qazxsw2",   "147258369",
        "159753456",   "qqqqqqqq",    "00000000",      "99999999",     "abcdabcd",   "123qweasd",
        "q1w2e3r4t5",  "1a2b3c4d",    "password2026",  "afterword1",   "Moderator1", "comments123"})
    EXPECT_TRUE(password_error(common, ana)) << common;
}

TEST(Password, TheReasonNamesTheDominantWeakness) {
  EXPECT_EQ(password_error("P@ssw0rd", ana), PasswordError::common);
  EXPECT_EQ(password_error("18atcskd2w", ana), PasswordError::common);
  EXPECT_EQ(password_error("zxcvbnm,./", ana), PasswordError::keyboard);
  EXPECT_EQ(password_error("sdfghjkl;'", ana), PasswordError::keyboard);
  EXPECT_EQ(password_error("hijklmnopq", ana), PasswordError::sequence);
  EXPECT_EQ(password_error("#########", ana), PasswordError::repeats);
  EXPECT_EQ(password_error("17.03.1984", ana), PasswordError::date);
}

TEST(Password, TheNamesOfTheSiteAndTheModeratorAreRefused) {
  for (const char* own :
       {"Ana Lind", "analind1", "ana lind 2026", "Lindqvist!", "4n4 lindqvist", "harbournotes",
        "HarbourNotes1", "harbournotes2026", "Harbour Notes!", "harbournotes.example"})
    EXPECT_EQ(password_error(own, ana), PasswordError::own_words) << own;
  EXPECT_EQ(password_error("Жанна2026", {"", "", "Жанна", ""}), PasswordError::own_words);
  EXPECT_TRUE(password_error("lighthouse1", {"", "https://lighthouse.example", "", ""}));
}

TEST(Password, PassphrasesAndGeneratedPasswordsAreAccepted) {
  for (const char* good : {"a lighthouse in spring",
                           "another quiet harbour",
                           "purple kettle argues softly",
                           "correct horse battery staple",
                           "passwords are hard to choose",
                           "x7Kq9fWz2LpA",
                           "h6$Gq!2vNz",
                           "3f9a1c0ffe12ab9d",
                           "vier Möwen trinken Tee",
                           "лодка чайник зима окно",
                           "船長茶碗冬窓海猫",
                           "correo caballo batería grapa",
                           "mein hund frisst gern käse",
                           "le chat boit du thé noir",
                           "tomatensuppe mit basilikum",
                           "قارب إبريق شتاء نافذة",
                           "מגדלור באביב הקר",
                           "小さな灯台と猫の春",
                           "wolke-fenster-tasse-neun",
                           "bv8-kettle-ROPE-lamp",
                           "Ana likes kettles and rope"})
    EXPECT_FALSE(password_error(good, ana)) << good;
}

TEST(Password, IsEvaluatedWithinFiftyMillisecondsOfCpuTime) {
  for (const std::string& part :
       {std::string("4"), std::string("a"), std::string("1a"), std::string("password"),
        std::string("p@5$w0rd"), std::string("qwertyuiop"), std::string("(4$@8{3619!|1105$7+2%"),
        std::string("1990"), std::string("é"), std::string("я"), std::string("l1|!i")}) {
    std::string long_one;
    while (long_one.size() + part.size() <= 1'000) long_one += part;
    const std::clock_t begin = std::clock();
    static_cast<void>(password_error(long_one, ana));
    const double ms = 1'000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    EXPECT_LT(ms, slowness() * 50) << part;
    RecordProperty(part, std::to_string(ms));
  }
}

TEST(Password, HashMatchesAcrossUnicodeForms) {
  start_secrets();
  const std::string hash = hash_password("caf\u00e9 au lait");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  EXPECT_TRUE(is_password(hash, "cafe\u0301 au lait"));
  EXPECT_FALSE(is_password(hash, "cafe au lait"));
  EXPECT_NE(hash, hash_password("caf\u00e9 au lait"));
  EXPECT_FALSE(is_password("", "x"));
}

}  // namespace
}  // namespace afterword
