// The page of `svcenv report`: what is in it but the data.
#ifndef SVCENV_CLI_REPORTS_PAGE_TEXTS_H_
#define SVCENV_CLI_REPORTS_PAGE_TEXTS_H_

#include <string_view>

namespace svcenv::cli {

// page.html, in which a name in double braces stands for a text: style.css, script and data.
extern const std::string_view kPageHtml;
// style.css.
extern const std::string_view kPageStyle;
// The *.js of the folder, as one script.
extern const std::string_view kPageScript;

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_PAGE_TEXTS_H_
