#include "view/unpacked.h"

#include <zlib.h>

namespace afterword {

std::string unpacked(std::string_view packed) {
  constexpr int gzip_format = MAX_WBITS + 16;
  constexpr std::size_t piece = 64 << 10;
  z_stream stream{};
  if (inflateInit2(&stream, gzip_format) != Z_OK) return {};
  std::string in(packed);
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  std::string text;
  int state = Z_OK;
  while (state == Z_OK) {
    const std::size_t done = text.size();
    text.resize(done + piece);
    stream.next_out = reinterpret_cast<Bytef*>(text.data() + done);
    stream.avail_out = static_cast<uInt>(piece);
    state = inflate(&stream, Z_NO_FLUSH);
    text.resize(text.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  return state == Z_STREAM_END ? text : std::string{};
}

}  // namespace afterword
