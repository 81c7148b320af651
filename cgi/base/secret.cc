#include "base/secret.h"

#include <sodium.h>

#include <array>
#include <cstring>
#include <new>
#include <stdexcept>

#include "base/text.h"

namespace afterword {
namespace {

constexpr unsigned long long password_passes = 2;
constexpr std::size_t password_bytes = 19u << 20;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string to_hex(const unsigned char* bytes, std::size_t size) {
  std::string hex(size * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), bytes, size);
  hex.pop_back();  // removes the terminator that sodium_bin2hex writes
  return hex;
}

}  // namespace

void start_secrets() {
  if (sodium_init() < 0) throw std::runtime_error("the system has no source of randomness");
}

std::string random_hex(std::size_t bytes) {
  start_secrets();
  std::string random(bytes, '\0');
  randombytes_buf(random.data(), random.size());
  return to_hex(bytes_of(random), random.size());
}

SecretKey::SecretKey(std::string_view hex) : key_(crypto_generichash_KEYBYTES, '\0') {
  std::size_t length = 0;
  const int failed = sodium_hex2bin(reinterpret_cast<unsigned char*>(key_.data()), key_.size(),
                                    hex.data(), hex.size(), nullptr, &length, nullptr);
  if (failed != 0 || length != key_.size() || hex.size() != 2 * key_.size())
    throw std::invalid_argument("a key must be 64 hexadecimal digits");
}

std::string SecretKey::hash(std::string_view purpose, std::string_view text) const {
  std::array<unsigned char, 16> digest{};
  crypto_generichash_state state;
  crypto_generichash_init(&state, bytes_of(key_), key_.size(), digest.size());
  // The length prefix distinguishes ("ab","c") from ("a","bc").
  const std::string head = std::to_string(purpose.size()) + ':' + std::string(purpose);
  crypto_generichash_update(&state, bytes_of(head), head.size());
  crypto_generichash_update(&state, bytes_of(text), text.size());
  crypto_generichash_final(&state, digest.data(), digest.size());
  return to_hex(digest.data(), digest.size());
}

Fingerprint::Fingerprint(const SecretKey& key, std::string_view purpose)
    : key_(key.hash("fingerprint", purpose).substr(0, crypto_shorthash_KEYBYTES)) {}

std::int64_t Fingerprint::of(std::string_view text) const {
  std::array<unsigned char, crypto_shorthash_BYTES> hash{};
  crypto_shorthash(hash.data(), bytes_of(text), text.size(), bytes_of(key_));
  std::int64_t number = 0;
  std::memcpy(&number, hash.data(), sizeof number);
  return number;
}

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string hash_password(std::string_view password) {
  start_secrets();
  const std::string normal = to_nfc(password);
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str(hash.data(), normal.data(), normal.size(), password_passes,
                        password_bytes) != 0)
    throw std::bad_alloc();
  return hash.data();
}

bool is_password(std::string_view hash, std::string_view password) {
  start_secrets();
  const std::string normal = to_nfc(password);
  const std::string terminated(hash);
  return crypto_pwhash_str_verify(terminated.c_str(), normal.data(), normal.size()) == 0;
}

std::string sha256_hex(std::string_view content) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), bytes_of(content), content.size());
  return to_hex(digest.data(), digest.size());
}

std::string content_hash(std::string_view content) {
  std::array<unsigned char, crypto_generichash_BYTES_MIN> digest{};
  crypto_generichash(digest.data(), digest.size(), bytes_of(content), content.size(), nullptr, 0);
  return to_hex(digest.data(), 8);
}

}  // namespace afterword
