// Inputs for the readers of all formats.
#ifndef SVCENV_TESTS_RENDER_READER_INPUTS_H_
#define SVCENV_TESTS_RENDER_READER_INPUTS_H_

#include <string>
#include <string_view>
#include <vector>

namespace svcenv {

// Returns values: DifficultTexts and others.
std::vector<std::string> ReaderTexts();

// Returns names that some kubelet version accepts, and names that are special to programs.
std::vector<std::string_view> ReaderNames();

}  // namespace svcenv

#endif  // SVCENV_TESTS_RENDER_READER_INPUTS_H_
