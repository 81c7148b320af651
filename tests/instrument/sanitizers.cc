// What the sanitizers of `make asan` do, compiled in because web servers start programs with an
// environment of their own. Each finding ends its process and is written to a file of
// FINDINGS_DIRECTORY: a test does not see how a worker ended that was replaced, but `make asan`
// fails when there is a file.
#include <fcntl.h>
#include <sanitizer/lsan_interface.h>
#include <unistd.h>

#include <cstdio>

extern "C" {

const char* __asan_default_options() {
  return "log_path=" FINDINGS_DIRECTORY
         "/report:detect_stack_use_after_return=1:check_initialization_order=1:strict_init_order=1";
}

const char* __ubsan_default_options() { return "print_stacktrace=1"; }

void __ubsan_get_current_report_data(const char** kind, const char** message, const char** file,
                                     unsigned* line, unsigned* column, char** address);

/// The runtime calls this for each finding. Beside the other sanitizer's it writes to standard
/// error only, whatever log_path says.
void __ubsan_on_report() {
  const char *kind = "", *message = "", *file = "";
  unsigned line = 0, column = 0;
  char* address = nullptr;
  __ubsan_get_current_report_data(&kind, &message, &file, &line, &column, &address);
  const int report = ::open(FINDINGS_DIRECTORY "/undefined", O_WRONLY | O_CREAT | O_APPEND, 0666);
  if (report < 0) return;
  ::dprintf(report, "%s:%u:%u: %s: %s\n", file, line, column, kind, message);
  ::close(report);
}

[[noreturn]] void __real__exit(int status);

/// A worker ends by _exit, where nobody looks for leaks. One that failed holds what it was at work
/// with, which is no leak.
[[noreturn]] void __wrap__exit(int status) {
  if (status == 0) __lsan_do_leak_check();
  __real__exit(status);
}
}
