// Random bytes, keyed hashes, password hashes and constant-time comparison, by libsodium.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace afterword {

/// Asks for the features of the processor, which takes long in a virtual machine, and for a source
/// of randomness. What needs either calls it; hashes do not. A long-lived process calls it at its
/// start, to report then that there is no randomness. Calling it again has no effect. Throws
/// std::runtime_error if the system has no source of randomness.
void start_secrets();

/// Returns `bytes` random bytes as lower-case hexadecimal.
std::string random_hex(std::size_t bytes);

/// The installation key: 32 bytes, written as 64 hexadecimal digits.
class SecretKey {
 public:
  /// Throws std::invalid_argument unless `hex` is 64 hexadecimal digits.
  explicit SecretKey(std::string_view hex);

  /// Keyed hash (BLAKE2b, 16 bytes as 32 hexadecimal digits) of a text for one purpose. Hashes for
  /// different purposes are unrelated, so one cannot be used in place of another.
  std::string hash(std::string_view purpose, std::string_view text) const;

 private:
  std::string key_;
};

/// Short keyed fingerprints (SipHash-2-4, 64 bits) for one purpose. They detect whether a text has
/// changed without storing it.
class Fingerprint {
 public:
  Fingerprint(const SecretKey& key, std::string_view purpose);

  std::int64_t of(std::string_view text) const;

 private:
  std::string key_;
};

/// Constant-time comparison; the time depends on the lengths only.
bool same_secret(std::string_view a, std::string_view b);

/// Hashes a password for storage with Argon2id: 19 MiB, two passes, random salt, libsodium's string
/// format. These are OWASP's minimum parameters, so that a CGI process can afford them. The
/// password is normalised to NFC first, because keyboards differ in how they compose characters.
std::string hash_password(std::string_view password);

/// Verifies a password against a stored hash. Takes the same time for every hash made by
/// hash_password.
bool is_password(std::string_view hash, std::string_view password);

/// SHA-256 as 64 hexadecimal digits, for protocols that require it.
std::string sha256_hex(std::string_view content);

/// A short content hash for version names, 16 hexadecimal digits. Not for secrets.
std::string content_hash(std::string_view content);

}  // namespace afterword
