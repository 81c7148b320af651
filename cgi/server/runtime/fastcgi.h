// A FastCGI worker: one process, one request handled at a time, by libfcgi.
//
// libfcgi parses the requests. Ours is what it cannot do safely or fast: waiting for connections
// and for what comes slowly on them, so that no slow sender or reader holds the worker and a signal
// to stop never costs a request; waiting for a locked database, so that readers are never behind
// writers; the time limit; and writing the answer, which leaves in one system call together with
// the end of the request.
#pragma once

#include "server/runtime/listener.h"
#include "server/runtime/parameters.h"

namespace afterword {

/// Serves requests from a listening socket, which it makes non-blocking and close-on-exec.
/// Returns 0 after SIGTERM, SIGINT or SIGUSR1, always between requests: what was accepted is
/// answered, unless it is not complete five seconds later. Returns 1 when the socket cannot be
/// used, with a line in the log. Ends the process with timed_out_status when handling a request
/// exceeds its time limit.
///
/// A bad record can make libfcgi abort the process: have it replaced (server/runtime/supervisor.h).
/// Every connection is closed after its request, as a kept one would occupy this worker alone. So
/// the web server must not ask to keep them (nginx: leave fastcgi_keep_conn off), or it will now
/// and then send a request into one that is just being closed, and answer a POST with 502.
///
/// Blocks the three signals for good, so that no system call of a handler is ever interrupted, and
/// ignores SIGPIPE and SIGHUP. A program started by a handler inherits that: reset it there.
int run_fastcgi_worker(const SharedSocket& socket, const WorkerLimits& limits,
                       const Handler& handle);

}  // namespace afterword
