# Finds installed libraries that may have no CMake package. Used by the build, and by the installed
# package svcenv.

# svcenv_find_with_pkg_config(TARGET MODULE FOUND): defines the imported TARGET from a pkg-config
# module, and sets FOUND.
macro(svcenv_find_with_pkg_config target module found)
  find_package(PkgConfig QUIET)
  if(PKG_CONFIG_FOUND)
    pkg_check_modules("${found}_MODULE" QUIET IMPORTED_TARGET "${module}")
    if(${found}_MODULE_FOUND)
      add_library(${target} INTERFACE IMPORTED)
      set_target_properties(${target} PROPERTIES INTERFACE_LINK_LIBRARIES "PkgConfig::${found}_MODULE")
      set(${found} TRUE)
    endif()
  endif()
endmacro()

# Defines re2::re2 and sets SVCENV_RE2_FOUND. Debian's libre2-dev has no CMake package.
macro(svcenv_find_re2)
  set(SVCENV_RE2_FOUND FALSE)
  find_package(re2 CONFIG QUIET)
  if(TARGET re2::re2)
    set(SVCENV_RE2_FOUND TRUE)
  else()
    svcenv_find_with_pkg_config(re2::re2 re2 SVCENV_RE2_FOUND)
  endif()
endmacro()

# Defines svcenv::libdeflate and sets SVCENV_LIBDEFLATE_FOUND. libdeflate has no CMake package before
# version 1.15.
macro(svcenv_find_libdeflate)
  set(SVCENV_LIBDEFLATE_FOUND FALSE)
  find_package(libdeflate CONFIG QUIET)
  foreach(_svcenv_target libdeflate::libdeflate_shared libdeflate::libdeflate_static)
    if(TARGET ${_svcenv_target} AND NOT TARGET svcenv::libdeflate)
      add_library(svcenv::libdeflate INTERFACE IMPORTED)
      set_target_properties(svcenv::libdeflate PROPERTIES INTERFACE_LINK_LIBRARIES ${_svcenv_target})
      set(SVCENV_LIBDEFLATE_FOUND TRUE)
    endif()
  endforeach()
  if(NOT SVCENV_LIBDEFLATE_FOUND)
    svcenv_find_with_pkg_config(svcenv::libdeflate libdeflate SVCENV_LIBDEFLATE_FOUND)
  endif()
endmacro()

# Defines svcenv::libyaml and sets SVCENV_LIBYAML_FOUND. Only some installations of libyaml have a
# CMake package; its target is yaml.
macro(svcenv_find_libyaml)
  set(SVCENV_LIBYAML_FOUND FALSE)
  if(TARGET svcenv::libyaml)
    set(SVCENV_LIBYAML_FOUND TRUE)
  else()
    find_package(yaml CONFIG QUIET)
    if(TARGET yaml)
      add_library(svcenv::libyaml INTERFACE IMPORTED)
      set_target_properties(svcenv::libyaml PROPERTIES INTERFACE_LINK_LIBRARIES yaml)
      set(SVCENV_LIBYAML_FOUND TRUE)
    else()
      svcenv_find_with_pkg_config(svcenv::libyaml yaml-0.1 SVCENV_LIBYAML_FOUND)
    endif()
  endif()
endmacro()
