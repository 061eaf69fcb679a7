# cmake -DOUTPUT=FILE -P texts.cmake: writes what the genrule in BUILD.bazel writes.

file(READ "${CMAKE_CURRENT_LIST_DIR}/../../../docs/lint.md" page)
string(FIND "${page}" "\n## Errors\n" begin)
string(FIND "${page}" "\n## Worked examples\n" end)
if(begin EQUAL -1 OR end LESS begin)
  message(FATAL_ERROR "docs/lint.md lacks the sections of codes")
endif()
math(EXPR begin "${begin} + 1")
math(EXPR length "${end} - ${begin} + 1")
string(SUBSTRING "${page}" ${begin} ${length} rules)
string(CONCAT text "#include \"cli/reports/rules/texts.h\"\n"
  "namespace svcenv::cli {\n"
  "const std::string_view kRulePages = R\"page(${rules}## Worked examples\n"
  ")page\";\n"
  "}  // namespace svcenv::cli\n")
file(WRITE "${OUTPUT}" "${text}")
