// What the readers of each format are given.
#ifndef SVCENV_TESTS_RENDER_READER_INPUTS_H_
#define SVCENV_TESTS_RENDER_READER_INPUTS_H_

#include <string>
#include <string_view>
#include <vector>

namespace svcenv {

// Values: DifficultTexts and others.
std::vector<std::string> ReaderTexts();

// What the kubelet of some version lets be a name, and names that programs have a use for.
std::vector<std::string_view> ReaderNames();

}  // namespace svcenv

#endif  // SVCENV_TESTS_RENDER_READER_INPUTS_H_
