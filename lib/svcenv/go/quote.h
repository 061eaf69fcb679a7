// Quoting as Go does it.
#ifndef SVCENV_GO_QUOTE_H_
#define SVCENV_GO_QUOTE_H_

#include <string>
#include <string_view>

namespace svcenv {

// `text` in double quotes as Go's strconv.Quote writes it: \a \b \f \n \r \t \v \\ \" by name,
// other control characters and bytes that are not UTF-8 as \xHH, characters that Go does not call
// printable as \uHHHH or \UHHHHHHHH, all else as it is. Any bytes are accepted. Metadata maps are
// written so: pkg/fieldpath/fieldpath.go, FormatMap (1.37.2).
std::string GoQuote(std::string_view text);

// Whether strconv.IsPrint says so of a character (Unicode 15.0, Go 1.21 to 1.26).
bool IsGoPrintable(char32_t character);

}  // namespace svcenv

#endif  // SVCENV_GO_QUOTE_H_
