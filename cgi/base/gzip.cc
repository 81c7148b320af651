#include "base/gzip.h"

#include <zlib.h>

#include <array>

namespace afterword {
namespace {

constexpr int gzip_format = MAX_WBITS + 16;

/// zlib does not write to its input, but some versions declare it as not const.
Bytef* input_of(std::string_view text) {
  return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(text.data()));
}

}  // namespace

std::string gzipped(std::string_view text, int level) {
  constexpr int most_memory = 9;
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, gzip_format, most_memory, Z_DEFAULT_STRATEGY) !=
      Z_OK)
    return {};
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = input_of(text);
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool complete = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(complete ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

std::string gunzipped(std::string_view bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, gzip_format) != Z_OK) return {};
  stream.next_in = input_of(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string text;
  std::array<char, 16 << 10> piece;
  int state = Z_OK;
  while (state == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = piece.size();
    state = inflate(&stream, Z_NO_FLUSH);
    text.append(piece.data(), piece.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  return state == Z_STREAM_END ? text : std::string{};
}

}  // namespace afterword
