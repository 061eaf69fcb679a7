// Text from input, safe to show: nothing that a terminal obeys, or that hides or reorders text.
//
// Unsafe are control characters (C0, DEL, C1), characters that show nothing or change the direction
// of text, and bytes that are not UTF-8.
#ifndef SVCENV_BASE_VISIBLE_H_
#define SVCENV_BASE_VISIBLE_H_

#include <string>
#include <string_view>

namespace svcenv {

// Returns `text` as one line: unsafe characters are escaped as \n, \x1b, or \u202e, bytes that are
// not UTF-8 as \xff. Escaping twice changes nothing.
std::string Visible(std::string_view text);

// Returns the same, but keeps line breaks and tabs: for texts whose layout is our own.
std::string VisibleLines(std::string_view text);

// Returns `text` with a ? for each unsafe character, so that columns stay where they are. Keeps
// tabs.
std::string VisibleExcerpt(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_BASE_VISIBLE_H_
