#include "server/runtime/service_manager.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "temp_folder.h"

namespace afterword {
namespace {

// A socket that receives a service's notifications, at a path or under an abstract name ("@name").
class Ear {
 public:
  explicit Ear(const std::string& name) : fd_{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)} {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    name.copy(address.sun_path, sizeof address.sun_path - 1);
    if (name.front() == '@') address.sun_path[0] = '\0';
    const auto bytes =
        offsetof(sockaddr_un, sun_path) + name.size() + (name.front() == '@' ? 0 : 1);
    EXPECT_EQ(
        ::bind(fd_, reinterpret_cast<const sockaddr*>(&address), static_cast<socklen_t>(bytes)), 0);
    ::setenv("NOTIFY_SOCKET", name.c_str(), 1);
  }
  ~Ear() { ::close(fd_); }
  Ear(const Ear&) = delete;
  Ear& operator=(const Ear&) = delete;

  // The next message; "" if there is none.
  std::string next() const {
    char text[200];
    const ssize_t bytes = ::recv(fd_, text, sizeof text, MSG_DONTWAIT);
    return bytes < 0 ? std::string() : std::string(text, static_cast<std::size_t>(bytes));
  }

 private:
  int fd_;
};

TEST(ServiceManager, NotificationsReachPathAndAbstractSockets) {
  const TempFolder folder;
  for (const std::string& name :
       {folder / "notify", "@afterword-test-" + std::to_string(::getpid())}) {
    const Ear ear(name);
    const auto manager = ServiceManager::from_environment();
    manager.ready();
    EXPECT_EQ(ear.next(), "READY=1") << name;
    manager.reloading();
    EXPECT_TRUE(ear.next().starts_with("RELOADING=1\nMONOTONIC_USEC=")) << name;
    manager.stopping();
    EXPECT_EQ(ear.next(), "STOPPING=1") << name;
  }
}

TEST(ServiceManager, NotifyVariablesAreRemovedFromTheEnvironment) {
  const TempFolder folder;
  const Ear ear(folder / "notify");
  ServiceManager::from_environment();
  EXPECT_EQ(std::getenv("NOTIFY_SOCKET"), nullptr);
  ServiceManager::from_environment().ready();
  EXPECT_EQ(ear.next(), "");
}

TEST(ServiceManager, SocketVariablesAreRemovedEvenIfInvalid) {
  for (const std::string& pid : {std::string("1"), std::to_string(::getpid()), std::string("x")}) {
    ::setenv("LISTEN_PID", pid.c_str(), 1);
    ::setenv("LISTEN_FDS", "0", 1);
    ::setenv("LISTEN_FDNAMES", "a", 1);
    const auto socket = take_inherited_socket();
    ASSERT_TRUE(socket) << pid;
    EXPECT_FALSE(*socket) << pid;
    for (const char* name : {"LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"})
      EXPECT_EQ(std::getenv(name), nullptr) << name;
  }
}

}  // namespace
}  // namespace afterword
