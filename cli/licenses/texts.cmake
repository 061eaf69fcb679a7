# cmake -DOUTPUT=FILE -P texts.cmake: writes what the genrule in BUILD.bazel writes.

set(root "${CMAKE_CURRENT_LIST_DIR}/../..")
file(READ "${root}/NOTICE" notice)
file(READ "${root}/LICENSE" license)
string(CONCAT text "#include \"cli/licenses/texts.h\"\n"
  "namespace svcenv::cli {\n"
  "const std::string_view kNotice = R\"text(${notice})text\";\n"
  "const std::string_view kLicense = R\"text(${license})text\";\n"
  "}  // namespace svcenv::cli\n")
file(WRITE "${OUTPUT}" "${text}")
