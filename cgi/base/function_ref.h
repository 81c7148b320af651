// A reference to something that can be called: two pointers, no allocation. For parameters only,
// because what it refers to must outlive the call.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace afterword {

template <class Signature>
class FunctionRef;

template <class Answer, class... Arguments>
class FunctionRef<Answer(Arguments...)> {
 public:
  /// Refers to nothing; must not be called.
  FunctionRef() = default;

  /// Implicit, so that a lambda can be an argument.
  template <class Function>
  requires std::is_invocable_r_v<Answer, const Function&, Arguments...> FunctionRef(
      const Function& function)
      : object_(std::addressof(function)),
        call_([](const void* object, Arguments... arguments) -> Answer {
          return (*static_cast<const Function*>(object))(std::forward<Arguments>(arguments)...);
        }) {}

  Answer operator()(Arguments... arguments) const {
    return call_(object_, std::forward<Arguments>(arguments)...);
  }
  explicit operator bool() const { return call_ != nullptr; }

 private:
  const void* object_ = nullptr;
  Answer (*call_)(const void*, Arguments...) = nullptr;
};

}  // namespace afterword
