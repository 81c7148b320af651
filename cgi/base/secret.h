// Random bytes, keyed hashes and comparing without telling how far two values agree; by libsodium.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace afterword {

/// Must be called once before anything else here, and may be called again. Throws
/// std::runtime_error when the system has no source of randomness.
void start_secrets();

/// `bytes` random bytes, in lower-case hexadecimal.
std::string random_hex(std::size_t bytes);

/// A key of the installation, 32 bytes in 64 hexadecimal digits.
class SecretKey {
 public:
  /// Throws std::invalid_argument unless `hex` is 64 hexadecimal digits.
  explicit SecretKey(std::string_view hex);

  /// A keyed hash (BLAKE2b, 16 bytes as 32 hexadecimal digits) of a text for one purpose; the same
  /// text has unrelated hashes for two purposes, so one cannot stand in for another.
  std::string hash(std::string_view purpose, std::string_view text) const;

 private:
  std::string key_;
};

/// Short keyed fingerprints (SipHash-2-4, 64 bits) of texts for one purpose: whether a text is
/// still the same, without keeping it.
class Fingerprint {
 public:
  Fingerprint(const SecretKey& key, std::string_view purpose);

  std::int64_t of(std::string_view text) const;

 private:
  std::string key_;
};

/// Whether two texts are the same, in a time that depends on their lengths only.
bool same_secret(std::string_view a, std::string_view b);

/// A password as it is stored: Argon2id with 19 MiB and two passes (OWASP's lowest, so that a CGI
/// process can still do it), in libsodium's notation with a salt of its own. The password is
/// normalised to NFC first, so that two keyboards agree.
std::string hash_password(std::string_view password);

/// Whether a password is the one of a stored hash. Takes the same time for any hash of ours.
bool is_password(std::string_view hash, std::string_view password);

/// SHA-256 in 64 hexadecimal digits, for protocols that ask for it.
std::string sha256_hex(std::string_view content);

/// A short hash for names of versions, not a secret: 16 hexadecimal digits.
std::string content_hash(std::string_view content);

}  // namespace afterword
