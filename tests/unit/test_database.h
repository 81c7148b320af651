// A test's database, opened as the program opens it.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "store/open_store.h"

namespace afterword {

inline Result<std::unique_ptr<Database>, OpenError> open_database(
    const StoreSettings& settings, Opening opening = Opening::upgrade) {
  auto opened = open_store(settings, opening, Instant{1'700'000'000'000});
  if (!opened) return Failure{opened.error()};
  return std::move(opened.value()->database);
}

/// Opens the database at the path, creating it if necessary.
inline std::unique_ptr<Database> made_database(const std::string& path) {
  auto opened = open_database({.path = path}, Opening::create);
  if (!opened) {
    ADD_FAILURE() << opened.error().sentence;
    return nullptr;
  }
  return std::move(opened).value();
}

}  // namespace afterword
