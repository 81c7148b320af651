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

  template <class Function>
  requires(!std::is_same_v<std::remove_cvref_t<Function>, FunctionRef> &&
           std::is_invocable_r_v<Answer, Function&, Arguments...>)
      // Implicit, so that a lambda can be an argument.
      FunctionRef(Function&& function)
  noexcept  // NOLINT(google-explicit-constructor)
      : object_(const_cast<void*>(static_cast<const void*>(std::addressof(function)))),
        call_([](void* object, Arguments... arguments) -> Answer {
          return (*static_cast<std::remove_reference_t<Function>*>(object))(
              std::forward<Arguments>(arguments)...);
        }) {}

  Answer operator()(Arguments... arguments) const {
    return call_(object_, std::forward<Arguments>(arguments)...);
  }
  explicit operator bool() const { return call_ != nullptr; }

 private:
  void* object_ = nullptr;
  Answer (*call_)(void*, Arguments...) = nullptr;
};

}  // namespace afterword
