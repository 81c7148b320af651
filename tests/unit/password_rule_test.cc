#include "comment/password_rule.h"

#include <gtest/gtest.h>

#include "base/secret.h"

namespace afterword {
namespace {

TEST(Password, ShortCommonAndOwnNamesAreRefused) {
  EXPECT_EQ(password_fault("short", "Ana"), PasswordFault::too_short);
  EXPECT_EQ(password_fault("пароль", "Ana"), PasswordFault::too_short) << "characters, not bytes";
  EXPECT_EQ(password_fault(std::string(1'001, 'x'), "Ana"), PasswordFault::too_long);
  for (const char* common : {"password", "Password123!", "qwerty12345", "12345678901", "aaaaaaaaaa",
                             "letmein!!!", "changeme2026"})
    EXPECT_EQ(password_fault(common, "Ana"), PasswordFault::common) << common;
  EXPECT_EQ(password_fault("Ana Maria", "ana maria"), PasswordFault::is_name);
  EXPECT_FALSE(password_fault("a lighthouse in spring", "Ana"));
  EXPECT_FALSE(password_fault("passwords are hard", "Ana"));
}

TEST(Password, IsKnownByItsHashAlsoFromAnotherKeyboard) {
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
