# Functions that build packages. A package is a directory with all its files, as in Bazel.

# svcenv_sources(VARIABLE DIRECTORY...): sets VARIABLE to the source files of the directories.
function(svcenv_sources variable)
  set(sources)
  foreach(directory IN LISTS ARGN)
    file(GLOB found CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${directory}/*.cc")
    if(NOT found)
      message(FATAL_ERROR "${CMAKE_CURRENT_SOURCE_DIR}/${directory} contains no source file")
    endif()
    list(APPEND sources ${found})
  endforeach()
  set(${variable} "${sources}" PARENT_SCOPE)
endfunction()

# svcenv_compile(TARGET): sets how the files of a target are compiled.
function(svcenv_compile target)
  target_compile_features(${target} PUBLIC cxx_std_17)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
endfunction()

# svcenv_static_library(NAME SOURCES... DEPENDS public libraries... USES private libraries...):
# defines a static library of C++17 that a shared library can include, and the alias svcenv::NAME.
function(svcenv_static_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;USES" ${ARGN})
  set(target svcenv_${name})
  set(output ${name})
  if(name STREQUAL "svcenv")
    set(output cpp) # libsvcenv.so is the C interface
  endif()
  add_library(${target} STATIC ${ARG_SOURCES})
  svcenv_compile(${target})
  target_include_directories(${target} PUBLIC
    $<BUILD_INTERFACE:${svcenv_SOURCE_DIR}/lib> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  target_link_libraries(${target} PUBLIC ${ARG_DEPENDS} PRIVATE ${ARG_USES})
  set_target_properties(${target} PROPERTIES
    OUTPUT_NAME svcenv_${output} POSITION_INDEPENDENT_CODE ON EXPORT_NAME ${name})
  add_library(svcenv::${name} ALIAS ${target})
endfunction()
