# Installs the libraries, their headers, the CMake package svcenv, and pkg-config modules. Everything
# in the prefix finds the rest by relative paths.
#
# Components of `cmake --install --component`: svcenv-program, svcenv-runtime (the shared library),
# and svcenv-development.

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/svcenv")
set(pkgconfig_dir "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
set(libraries svcenv_svcenv svcenv_lint svcenv_admission)

install(TARGETS ${libraries} EXPORT svcenv-cpp
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT svcenv-development)
install(EXPORT svcenv-cpp FILE svcenv-cpp-targets.cmake NAMESPACE svcenv::
  DESTINATION "${package_dir}" COMPONENT svcenv-development)
install(FILES lib/svcenv/svcenv.h lib/svcenv/lint.h lib/svcenv/admission.h
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/svcenv" COMPONENT svcenv-development)

# Values for *.in files.
set(VERSION "${PROJECT_VERSION}")
set(POINTER_BYTES "${CMAKE_SIZEOF_VOID_P}")
set(INCLUDEDIR "${CMAKE_INSTALL_INCLUDEDIR}")
set(LIBDIR "${CMAKE_INSTALL_LIBDIR}")
file(RELATIVE_PATH PREFIX_FROM_PC "/${pkgconfig_dir}" "/")
string(REGEX REPLACE "/$" "" PREFIX_FROM_PC "${PREFIX_FROM_PC}")

# svcenv_pkg_config(MODULE TEMPLATE): installs MODULE.pc.
function(svcenv_pkg_config module)
  set(file "${CMAKE_CURRENT_BINARY_DIR}/${module}.pc")
  configure_file("cmake/${module}.pc.in" "${file}" @ONLY)
  install(FILES "${file}" DESTINATION "${pkgconfig_dir}" COMPONENT svcenv-development)
endfunction()
svcenv_pkg_config(svcenv-cpp)
svcenv_pkg_config(svcenv-lint)
svcenv_pkg_config(svcenv-admission)

set(version_file "${CMAKE_CURRENT_BINARY_DIR}/svcenv-config-version.cmake")
configure_file(cmake/svcenv-config-version.cmake.in "${version_file}" @ONLY)
install(FILES "${version_file}" cmake/svcenv-config.cmake cmake/svcenv-cpp.cmake
  cmake/svcenv-dependencies.cmake
  DESTINATION "${package_dir}" COMPONENT svcenv-development)

if(SVCENV_BUILD_C)
  install(TARGETS svcenv_c EXPORT svcenv-c
    LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT svcenv-runtime
    NAMELINK_COMPONENT svcenv-development)
  install(EXPORT svcenv-c FILE svcenv-c.cmake NAMESPACE svcenv::
    DESTINATION "${package_dir}" COMPONENT svcenv-development)
  install(FILES lib/svcenv/c/svcenv.h
    DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/svcenv/c" COMPONENT svcenv-development)
  svcenv_pkg_config(svcenv)
endif()
if(SVCENV_BUILD_PROGRAM)
  install(TARGETS svcenv_program
    RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT svcenv-program)
endif()
