#include "store/sqlite/request_memory.h"

#include <sqlite3.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>

namespace afterword {
namespace {

// Sizes are multiples of a step. Larger blocks, such as pages of the database, come from malloc.
constexpr std::size_t step = 32;
constexpr std::size_t largest = 2'048;
constexpr std::size_t arena_bytes = 32 << 10;

/// In front of each block. A free block has the next free one of its size behind it.
struct alignas(8) Header {
  std::size_t bytes;  // of the block, without this
};

struct Memory {
  std::array<void*, largest / step + 1> free{};  // by size in steps
  char* begin = nullptr;                         // of what is left of the newest arena
  std::size_t left = 0;
};

Memory memory;

Header& header_of(void* block) { return static_cast<Header*>(block)[-1]; }

constexpr std::size_t rounded(std::size_t bytes) { return (bytes + step - 1) / step * step; }

void* from_arena(std::size_t bytes) {
  const std::size_t needed = bytes + sizeof(Header);
  if (memory.left < needed) {
    auto* arena = static_cast<char*>(std::malloc(arena_bytes));
    if (arena == nullptr) return nullptr;
    memory.begin = arena;
    memory.left = arena_bytes;
  }
  auto* header = new (memory.begin) Header{bytes};
  memory.begin += needed;
  memory.left -= needed;
  return header + 1;
}

void* from_system(std::size_t bytes) {
  void* block = std::malloc(bytes + sizeof(Header));
  return block == nullptr ? nullptr : new (block) Header{bytes} + 1;
}

void* allocate(int wanted) {
  const std::size_t bytes = rounded(static_cast<std::size_t>(wanted));
  if (bytes > largest) return from_system(bytes);
  void*& first = memory.free[bytes / step];
  if (first == nullptr) return from_arena(bytes);
  void* block = first;
  std::memcpy(&first, block, sizeof first);
  return block;
}

void release(void* block) {
  const std::size_t bytes = header_of(block).bytes;
  if (bytes > largest) return std::free(&header_of(block));
  void*& first = memory.free[bytes / step];
  std::memcpy(block, &first, sizeof first);
  first = block;
}

void* resize(void* block, int wanted) {
  const std::size_t old = header_of(block).bytes;
  if (static_cast<std::size_t>(wanted) <= old) return block;
  void* larger = allocate(wanted);
  if (larger == nullptr) return nullptr;
  std::memcpy(larger, block, old);
  release(block);
  return larger;
}

int size_of(void* block) { return static_cast<int>(header_of(block).bytes); }
int round_up(int bytes) { return static_cast<int>(rounded(static_cast<std::size_t>(bytes))); }
int start(void*) { return SQLITE_OK; }
void stop(void*) {}

}  // namespace

void use_request_memory() noexcept {
  static const sqlite3_mem_methods methods{allocate, release, resize, size_of,
                                           round_up, start,   stop,   nullptr};
  sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
}

}  // namespace afterword
