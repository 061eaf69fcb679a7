# cmake -DOUTPUT=FILE -P texts.cmake: writes what the genrule in BUILD.bazel writes.

set(text "#include \"cli/reports/page/texts.h\"\nnamespace svcenv::cli {\n")
# embed(VARIABLE FILE...): appends the definition of a string made of files.
function(embed variable)
  string(APPEND text "const std::string_view ${variable} =")
  foreach(file IN LISTS ARGN)
    file(READ "${CMAKE_CURRENT_LIST_DIR}/${file}" content)
    string(APPEND text " R\"page(${content})page\"\n")
  endforeach()
  set(text "${text};\n" PARENT_SCOPE)
endfunction()
embed(kPageHtml page.html)
embed(kPageStyle style.css)
embed(kPageScript model.js parts.js causes.js overview.js containers.js problems.js exports.js container.js services.js drawing.js graph.js changes.js search.js main.js)
file(WRITE "${OUTPUT}" "${text}}  // namespace svcenv::cli\n")
