// A worker ends by _exit, where the counts of `make coverage` would be lost.
#include <cstdlib>

namespace {

// A process of another user cannot add its counts to the files of root, and must not say so on
// standard error, which tests read.
[[gnu::constructor]] void drop_messages() { ::setenv("GCOV_ERROR_FILE", "/dev/null", 0); }

}  // namespace

extern "C" {

void __gcov_dump();
[[noreturn]] void __real__exit(int status);

[[noreturn]] void __wrap__exit(int status) {
  if (status == 0) __gcov_dump();
  __real__exit(status);
}
}
