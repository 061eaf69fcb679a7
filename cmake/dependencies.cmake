# Finds or downloads each library, by the option SVCENV_USE_INSTALLED_<NAME>. The versions are those
# of MODULE.bazel; tests/cmake/sources checks that.

include(FetchContent)
include(cmake/svcenv-dependencies.cmake)
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)

# svcenv_fetch(NAME URL SHA256): adds a library's own CMake build, without its tests. A function, so
# that the settings do not reach other projects.
function(svcenv_fetch name url sha256)
  set(CMAKE_POLICY_DEFAULT_CMP0077 NEW) # the variables below set the options of the same name
  set(CMAKE_POLICY_DEFAULT_CMP0135 NEW)
  if(NOT CMAKE_POLICY_VERSION_MINIMUM)
    set(CMAKE_POLICY_VERSION_MINIMUM 3.5) # libyaml 0.2.5 asks for 3.0, which CMake 4 rejects
  endif()
  set(CMAKE_POSITION_INDEPENDENT_CODE ON) # for the C interface
  set(BUILD_SHARED_LIBS OFF)
  set(BUILD_TESTING OFF)
  set(ABSL_PROPAGATE_CXX_STD ON)
  set(RE2_BUILD_TESTING OFF)
  if(NOT CMAKE_CXX_STANDARD)
    set(CMAKE_CXX_STANDARD 17)
  endif()
  set(exclude)
  if(CMAKE_VERSION VERSION_GREATER_EQUAL 3.28)
    set(exclude EXCLUDE_FROM_ALL)
  endif()
  if(name STREQUAL "libdeflate")
    list(APPEND exclude SOURCE_SUBDIR none) # before 1.15, it has no CMake build
  endif()
  FetchContent_Declare(${name} URL "${url}" URL_HASH "SHA256=${sha256}" ${exclude})
  FetchContent_MakeAvailable(${name})
  if(name STREQUAL "libdeflate")
    file(GLOB_RECURSE sources "${libdeflate_SOURCE_DIR}/lib/*.c")
    add_library(svcenv_libdeflate STATIC ${sources})
    target_include_directories(svcenv_libdeflate PUBLIC "${libdeflate_SOURCE_DIR}")
    add_library(svcenv::libdeflate ALIAS svcenv_libdeflate)
  endif()
endfunction()

# svcenv_require(FOUND TITLE OPTION): fails unless an installed library was found.
function(svcenv_require found title option)
  if(NOT found)
    message(FATAL_ERROR "${title} not found: install it, or set ${option}=OFF to download it")
  endif()
endfunction()

if(SVCENV_USE_INSTALLED_ABSL)
  find_package(absl CONFIG QUIET)
  svcenv_require("${absl_FOUND}" "Abseil" SVCENV_USE_INSTALLED_ABSL)
else()
  svcenv_fetch(absl
    https://github.com/abseil/abseil-cpp/releases/download/20250814.2/abseil-cpp-20250814.2.tar.gz
    f9148fb00ec98a2396bdf875c99a78e6a70afa662b107862d92b285d857a8320)
endif()

if(SVCENV_USE_INSTALLED_RE2)
  svcenv_find_re2()
  svcenv_require("${SVCENV_RE2_FOUND}" "RE2" SVCENV_USE_INSTALLED_RE2)
else()
  svcenv_fetch(re2
    https://github.com/google/re2/releases/download/2025-11-05/re2-2025-11-05.zip
    c7b1a7a7c68d2d7cf8d343dc56655c1b5a8c8aadedc017db453d4c1d8913b844)
endif()

if(SVCENV_USE_INSTALLED_LIBYAML)
  svcenv_find_libyaml()
  svcenv_require("${SVCENV_LIBYAML_FOUND}" "libyaml" SVCENV_USE_INSTALLED_LIBYAML)
else()
  svcenv_fetch(libyaml
    https://github.com/yaml/libyaml/releases/download/0.2.5/yaml-0.2.5.tar.gz
    c642ae9b75fee120b2d96c712538bd2cf283228d2337df2cf2988e3c02678ef4)
  add_library(svcenv::libyaml ALIAS yaml)
endif()

if(SVCENV_USE_INSTALLED_SIMDJSON)
  find_package(simdjson CONFIG QUIET)
  svcenv_require("${simdjson_FOUND}" "simdjson" SVCENV_USE_INSTALLED_SIMDJSON)
else()
  svcenv_fetch(simdjson
    https://github.com/simdjson/simdjson/archive/refs/tags/v4.6.0.tar.gz
    f019e8f4c7d1d59dff6eb4bd69266f54ed60ffd7831bec0708ae7746d05f8ae0)
endif()

if(SVCENV_BUILD_PROGRAM)
  if(SVCENV_USE_INSTALLED_NLOHMANN_JSON)
    find_package(nlohmann_json CONFIG QUIET)
    svcenv_require("${nlohmann_json_FOUND}" "nlohmann/json" SVCENV_USE_INSTALLED_NLOHMANN_JSON)
  else()
    svcenv_fetch(nlohmann_json
      https://github.com/nlohmann/json/releases/download/v3.12.0/json.tar.xz
      42f6e95cad6ec532fd372391373363b62a14af6d771056dbfc86160e6dfff7aa)
  endif()
  if(SVCENV_USE_INSTALLED_CLI11)
    find_package(CLI11 CONFIG QUIET)
    svcenv_require("${CLI11_FOUND}" "CLI11" SVCENV_USE_INSTALLED_CLI11)
  else()
    svcenv_fetch(CLI11
      https://github.com/CLIUtils/CLI11/archive/refs/tags/v2.6.2.tar.gz
      c6ea6b2e5608b3ea8617999bd5f47420c71b2ebdb8dc4767c1034d1da5785711)
  endif()
  if(SVCENV_USE_INSTALLED_LIBDEFLATE)
    svcenv_find_libdeflate()
    svcenv_require("${SVCENV_LIBDEFLATE_FOUND}" "libdeflate" SVCENV_USE_INSTALLED_LIBDEFLATE)
  else()
    svcenv_fetch(libdeflate
      https://github.com/ebiggers/libdeflate/releases/download/v1.26/libdeflate-1.26.tar.gz
      125856d4656e0feab660f94842f835923410c9281fedbcee64598c918da42b5a)
  endif()
endif()

# Debian 12's Abseil has a string_view of its own, which std::string_view does not convert to.
if(SVCENV_USE_INSTALLED_ABSL)
  include(CheckCXXSourceCompiles)
  set(CMAKE_REQUIRED_LIBRARIES absl::strings)
  set(CMAKE_REQUIRED_FLAGS "${CMAKE_CXX17_STANDARD_COMPILE_OPTION}")
  check_cxx_source_compiles("
    #include <string_view>
    #include \"absl/strings/string_view.h\"
    static_assert(std::is_same<absl::string_view, std::string_view>::value, \"\");
    int main() {}" SVCENV_ABSL_USES_STD_STRING_VIEW)
  unset(CMAKE_REQUIRED_LIBRARIES)
  unset(CMAKE_REQUIRED_FLAGS)
  if(NOT SVCENV_ABSL_USES_STD_STRING_VIEW)
    message(FATAL_ERROR "Abseil in ${absl_DIR} was not built as C++17 (absl::string_view is not "
      "std::string_view): build Abseil with -DCMAKE_CXX_STANDARD=17, or set "
      "SVCENV_USE_INSTALLED_ABSL=OFF to download it")
  endif()
endif()
