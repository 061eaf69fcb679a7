// Quotes strings as Go does.
#ifndef SVCENV_GO_QUOTE_H_
#define SVCENV_GO_QUOTE_H_

#include <string>
#include <string_view>

namespace svcenv {

// Determines which characters are printable. Go 1.21 to 1.26 use Unicode 15.0, and Go 1.27 uses
// 17.0.
enum class UnicodeTable { kUnicode15, kUnicode17 };

// Returns `text` in double quotes, escaped as by Go's strconv.Quote: \a \b \f \n \r \t \v \\ \" by
// name, other control characters and invalid UTF-8 as \xHH, and other characters that are not
// printable as \uHHHH or \UHHHHHHHH. Accepts any bytes. The kubelet quotes metadata maps this way:
// pkg/fieldpath/fieldpath.go, FormatMap (1.37.2, 1.38.0-beta.0).
std::string GoQuote(std::string_view text, UnicodeTable table = UnicodeTable::kUnicode15);

// Returns whether strconv.IsPrint considers the character printable.
bool IsGoPrintable(char32_t character, UnicodeTable table = UnicodeTable::kUnicode15);

}  // namespace svcenv

#endif  // SVCENV_GO_QUOTE_H_
