// The page of `svcenv report`, without the data.
#ifndef SVCENV_CLI_REPORTS_PAGE_TEXTS_H_
#define SVCENV_CLI_REPORTS_PAGE_TEXTS_H_

#include <string_view>

namespace svcenv::cli {

// page.html with the placeholders {{style.css}}, {{script}}, and {{data}}.
extern const std::string_view kPageHtml;
// style.css.
extern const std::string_view kPageStyle;
// The *.js files in this directory, as one script.
extern const std::string_view kPageScript;

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_PAGE_TEXTS_H_
