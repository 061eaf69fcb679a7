# The C component of the package svcenv, as tools/install-c installs it.
if(NOT TARGET svcenv::c)
  get_filename_component(_svcenv_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
  add_library(svcenv::c SHARED IMPORTED)
  set_target_properties(svcenv::c PROPERTIES
    IMPORTED_LOCATION "${_svcenv_prefix}/lib/libsvcenv.so.1"
    IMPORTED_SONAME "libsvcenv.so.1"
    INTERFACE_INCLUDE_DIRECTORIES "${_svcenv_prefix}/include")
  unset(_svcenv_prefix)
endif()
