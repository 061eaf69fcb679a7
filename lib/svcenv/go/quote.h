// Quoting as Go does it.
#ifndef SVCENV_GO_QUOTE_H_
#define SVCENV_GO_QUOTE_H_

#include <string>
#include <string_view>

namespace svcenv {

// Decides which characters are printable: Go 1.21 to 1.26 know Unicode 15.0, and Go 1.27 knows 17.0.
enum class UnicodeTable { kUnicode15, kUnicode17 };

// `text` in double quotes as Go's strconv.Quote writes it: \a \b \f \n \r \t \v \\ \" by name,
// other control characters and bytes that are not UTF-8 as \xHH, characters that Go does not call
// printable as \uHHHH or \UHHHHHHHH, all else as it is. Any bytes are accepted. Metadata maps are
// written so: pkg/fieldpath/fieldpath.go, FormatMap (1.37.2, 1.38.0-beta.0).
std::string GoQuote(std::string_view text, UnicodeTable table = UnicodeTable::kUnicode15);

// Returns what strconv.IsPrint says of a character.
bool IsGoPrintable(char32_t character, UnicodeTable table = UnicodeTable::kUnicode15);

}  // namespace svcenv

#endif  // SVCENV_GO_QUOTE_H_
