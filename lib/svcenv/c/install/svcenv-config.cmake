# find_package(svcenv CONFIG REQUIRED)
# target_link_libraries(hook PRIVATE svcenv::svcenv)
if(NOT TARGET svcenv::svcenv)
  get_filename_component(_svcenv_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
  add_library(svcenv::svcenv SHARED IMPORTED)
  set_target_properties(svcenv::svcenv PROPERTIES
    IMPORTED_LOCATION "${_svcenv_prefix}/lib/libsvcenv.so.1"
    IMPORTED_SONAME "libsvcenv.so.1"
    INTERFACE_INCLUDE_DIRECTORIES "${_svcenv_prefix}/include")
  unset(_svcenv_prefix)
endif()
