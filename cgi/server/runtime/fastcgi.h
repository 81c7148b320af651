// A FastCGI worker: one process that handles one request at a time.
//
// No slow peer occupies the worker, a stop signal never loses a request, and readers do not wait
// for writers: see fastcgi.cc. A response is written together with the end of the request in one
// system call.
#pragma once

#include "server/runtime/listener.h"
#include "server/runtime/parameters.h"

namespace afterword {

/// Serves requests from a listening socket, which it makes non-blocking and close-on-exec. Returns
/// 0 after SIGTERM, SIGINT or SIGUSR1, between requests: accepted requests are served unless they
/// are still incomplete five seconds later. Returns 1 if the socket cannot be used, which is
/// logged. Exits with timed_out_status if handling a request exceeds its time limit.
///
/// Every connection is closed after its request, because a kept connection would occupy the worker.
/// The web server must not ask to keep connections (nginx: leave fastcgi_keep_conn off); otherwise
/// it occasionally sends a request on a connection that is being closed, and responds to a POST
/// with 502.
///
/// Blocks the three signals for the rest of the process, so that system calls of handlers are never
/// interrupted, and ignores SIGPIPE and SIGHUP. Programs started by a handler inherit this and must
/// reset it.
int run_fastcgi_worker(const SharedSocket& socket, const WorkerLimits& limits,
                       const Handler& handle);

}  // namespace afterword
