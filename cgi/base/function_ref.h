// A non-owning reference to a callable: two pointers, no allocation. Use it for parameters only,
// because the callable must outlive the call.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace afterword {

template <class Signature>
class FunctionRef;

template <class Return, class... Arguments>
class FunctionRef<Return(Arguments...)> {
 public:
  /// Refers to nothing; must not be called.
  FunctionRef() = default;

  /// Implicit, so that a lambda can be passed directly.
  template <class Function>
  requires std::is_invocable_r_v<Return, const Function&, Arguments...> FunctionRef(
      const Function& function)
      : object_(std::addressof(function)),
        call_([](const void* object, Arguments... arguments) -> Return {
          return (*static_cast<const Function*>(object))(std::forward<Arguments>(arguments)...);
        }) {}

  Return operator()(Arguments... arguments) const {
    return call_(object_, std::forward<Arguments>(arguments)...);
  }
  explicit operator bool() const { return call_ != nullptr; }

 private:
  const void* object_ = nullptr;
  Return (*call_)(const void*, Arguments...) = nullptr;
};

}  // namespace afterword
