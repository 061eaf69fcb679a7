#include "cli/reports/size_report.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/reports/people_rows.h"
#include "svcenv/base/counted.h"
#include "svcenv/render/heading.h"

namespace svcenv::cli {
namespace {

constexpr size_t kBarColumns = 24;
constexpr size_t kMaxContributors = 5;  // shown in text
constexpr std::string_view kDoesNotStart = "too large, the process does not start";

std::string Percent(uint64_t part, uint64_t whole) {
  if (whole == 0) return "0.0%";
  return absl::StrFormat("%.1f%%", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string Bar(uint64_t part, uint64_t whole) {
  const size_t full =
      whole == 0 ? 0 : static_cast<size_t>(std::min<uint64_t>(part, whole) * kBarColumns / whole);
  std::string bar;
  for (size_t i = 0; i < kBarColumns; ++i) bar.append(i < full ? "█" : "░");
  return bar;
}

Cell Number(uint64_t number) {
  Cell cell(WithCommas(number));
  cell.right = true;
  return cell;
}

Cell Right(std::string_view text) {
  Cell cell(text);
  cell.right = true;
  return cell;
}

Cell Dim(std::string_view text, bool right = false) {
  Cell cell(text, Style::kDim);
  cell.right = right;
  return cell;
}

// How many services of the average size of the present ones fit, if there are any.
struct Room {
  std::optional<uint64_t> more;  // besides the present ones
  std::optional<uint64_t> most;  // instead of the present ones
};

std::string DescribeRoom(const Room& room) {
  if (room.more.has_value()) {
    return absl::StrCat("; about ", Counted(*room.more, "more service"), " like these ",
                        *room.more == 1 ? "fits" : "fit");
  }
  if (!room.most.has_value()) return "";
  return absl::StrCat("; about ", Counted(*room.most, "service"), " like these would fit");
}

// Returns the highest share of a limit that applies.
double UseOf(const Sized& sized) {
  const ContainerSize& size = sized.size;
  const auto share = [](uint64_t bytes, uint64_t limit) {
    return static_cast<double>(bytes) / static_cast<double>(limit);
  };
  double most = std::max(share(size.total_bytes(), size.limit_bytes),
                         share(size.longest.bytes, kLongestStringBytes));
  if (sized.nginx()) most = std::max(most, share(size.names_argument_bytes, kLongestStringBytes));
  return most;
}

// Returns whether nothing of a container's environment and arguments is known.
bool IsUnknown(const ContainerSize& size) { return size.unknown > 0 && size.total_bytes() == 0; }

// Writes one container's size as text.
class People {
 public:
  People(const Sized& sized, const ReportStyle& style)
      : sized_(sized), size_(sized.size), style_(style) {}

  // Returns the text without the heading.
  std::string Text() const {
    StringOutput output;
    if (IsUnknown(size_)) {
      AddUnknownTotal(&output);
      return output.Take();
    }
    // The first line decides.
    if (!size_.longest_fits()) AddLongest(&output);
    if (!size_.names_fit()) AddNames(&output);
    AddTotal(&output);
    if (size_.longest_fits()) AddLongest(&output);
    if (size_.names_fit()) AddNames(&output);
    if (size_.unknown > 0) {
      AddWarning("unknown",
                 absl::StrCat(Counted(size_.unknown, "value"), size_.unknown == 1 ? " is" : " are",
                              " unknown and not counted"),
                 &output);
    }
    AddShares(&output);
    AddContributors(&output);
    return output.Take();
  }

 private:
  // Appends a line such as "  total    1,234 of 2,097,152 bytes (0.1%)".
  void AddVerdict(std::string_view label, uint64_t bytes, uint64_t limit, const Room& room,
                  std::string_view what, std::string_view if_too_large, Output* output) const {
    std::string padded(label);
    padded.resize(std::max<size_t>(padded.size(), 9), ' ');
    const bool fits = bytes <= limit;
    const std::string figures =
        absl::StrCat(WithCommas(bytes), " of ", WithCommas(limit), " bytes (",
                     Percent(bytes, limit), ")", what.empty() ? "" : ", ", what);
    output->Append(absl::StrCat(
        "  ", Styled(padded, Style::kDim, style_.people.color),
        Styled(Cell(figures).text, fits ? Style::kPlain : Style::kRed, style_.people.color),
        fits ? "" : Styled(absl::StrCat(": ", if_too_large), Style::kRed, style_.people.color),
        DescribeRoom(room), "\n"));
  }

  // Appends a line such as "  unknown  1 value is unknown and not counted".
  void AddWarning(std::string_view label, std::string_view text, Output* output) const {
    std::string padded(label);
    padded.resize(9, ' ');
    output->Append(
        absl::StrCat("  ", padded, Styled(text, Style::kYellow, style_.people.color), "\n"));
  }

  void AddUnknownTotal(Output* output) const {
    AddWarning("total",
               absl::StrCat("unknown (", Counted(size_.unknown, "unknown value"),
                            "); the limit is ", WithCommas(size_.limit_bytes), " bytes"),
               output);
  }

  void AddTotal(Output* output) const {
    AddVerdict("total", size_.total_bytes(), size_.limit_bytes,
               {size_.more_services(), size_.most_services()}, "", kDoesNotStart, output);
  }

  void AddLongest(Output* output) const {
    if (size_.longest.name.empty()) return;
    AddVerdict("longest", size_.longest.bytes, kLongestStringBytes, {}, size_.longest.name,
               kDoesNotStart, output);
  }

  void AddNames(Output* output) const {
    if (!sized_.nginx()) return;
    AddVerdict("nginx", size_.names_argument_bytes, kLongestStringBytes,
               {size_.more_services_for_names(), size_.most_services_for_names()},
               "all variable names as one argument",
               "too large, the entrypoint fails once /etc/nginx/templates has a template", output);
  }

  void AddShares(Output* output) const {
    Columns columns(style_.people);
    columns.Add({Dim(""), Dim("VARIABLES", true), Dim("BYTES", true), Dim("SHARE", true)});
    const auto add = [&](std::string_view name, const SizeShare& share) {
      std::vector<Cell> row = {Dim(absl::StrCat("  ", name)), Number(share.variables),
                               Number(share.bytes),
                               Right(Percent(share.bytes, size_.total_bytes()))};
      if (style_.terminal) row.emplace_back(Bar(share.bytes, size_.total_bytes()));
      columns.Add(std::move(row));
    };
    add("services", size_.services);
    add("envFrom", size_.env_from);
    add("env", size_.env);
    columns.Add({Dim("  command and args"), Cell(),
                 Number(size_.arguments.bytes + size_.file_bytes),
                 Right(Percent(size_.arguments.bytes + size_.file_bytes, size_.total_bytes()))});
    columns.Write(output);
  }

  void AddContributors(Output* output) const {
    Columns columns(style_.people);
    columns.set_cut({0});
    columns.Add({Dim("  BIGGEST"), Dim("VARIABLES", true), Dim("BYTES", true), Dim("SHARE", true)});
    const size_t shown = std::min(size_.contributors.size(), kMaxContributors);
    for (size_t i = 0; i < shown; ++i) {
      const SizeContributor& one = size_.contributors[i];
      columns.Add({Cell(absl::StrCat("  ", one.name)), Number(one.share.variables),
                   Number(one.share.bytes), Right(Percent(one.share.bytes, size_.total_bytes()))});
    }
    if (shown == 0) return;
    output->Append("\n");
    columns.Write(output);
  }

  const Sized& sized_;
  const ContainerSize& size_;
  const ReportStyle& style_;
};

Json ShareJson(const SizeShare& share) {
  return {{"variables", share.variables}, {"bytes", share.bytes}};
}

Json LimitJson(uint64_t bytes, uint64_t limit) {
  return {{"bytes", bytes}, {"limit", limit}, {"fits", bytes <= limit}};
}

void AddMore(std::optional<uint64_t> more, Json* json) {
  if (more.has_value()) (*json)["moreServices"] = *more;
}

using Group = std::vector<const Sized*>;

// Writes one line per group.
void WriteOverview(const std::vector<Group>& groups, const ReportStyle& style, Output* output) {
  Columns columns(style.people);
  columns.set_cut({0});
  columns.Add({Dim("CONTAINER"), Dim("VARIABLES", true), Dim("BYTES", true), Dim("USED", true),
               Dim("FITS")});
  for (const Group& group : groups) {
    const ContainerSize& size = group.front()->size;
    const bool fits = group.front()->fits();
    Cell name(absl::StrCat(HeadingOf(*group.front()->result), group.size() == 1 ? "" : " and ",
                           group.size() == 1 ? "" : WithCommas(group.size() - 1),
                           group.size() == 1 ? "" : " alike"),
              fits ? Style::kPlain : Style::kRed);
    const bool unknown = IsUnknown(size);
    columns.Add({std::move(name), Number(size.variables()),
                 unknown ? Right("unknown") : Number(size.total_bytes()),
                 unknown ? Cell() : Right(absl::StrFormat("%.1f%%", 100 * UseOf(*group.front()))),
                 unknown ? Cell() : Cell(fits ? "yes" : "no", fits ? Style::kPlain : Style::kRed)});
  }
  columns.Write(output);
  output->Append("\n");
}

}  // namespace

Json SizeJson(const Sized& sized) {
  const ContainerSize& size = sized.size;
  Json total = LimitJson(size.total_bytes(), size.limit_bytes);
  AddMore(size.more_services(), &total);
  Json longest = LimitJson(size.longest.bytes, kLongestStringBytes);
  longest["name"] = size.longest.name;
  Json names = LimitJson(size.names_argument_bytes, kLongestStringBytes);
  AddMore(size.more_services_for_names(), &names);
  names["applies"] = sized.nginx();
  Json contributors = Json::array(), strings = Json::array();
  for (const SizeContributor& one : size.contributors) {
    contributors.push_back(
        {{"name", one.name}, {"variables", one.share.variables}, {"bytes", one.share.bytes}});
  }
  for (const SizeString& one : size.longest_strings) {
    strings.push_back({{"name", one.name}, {"bytes", one.bytes}});
  }
  Json json = SubjectJson(*sized.result);
  json["fits"] = sized.fits();
  json["unknown"] = size.unknown;
  json["total"] = std::move(total);
  json["longest"] = std::move(longest);
  json["nginxNames"] = std::move(names);
  json["services"] = ShareJson(size.services);
  json["serviceCount"] = size.service_count;
  json["envFrom"] = ShareJson(size.env_from);
  json["env"] = ShareJson(size.env);
  json["arguments"] = {{"strings", size.arguments.variables},
                       {"bytes", size.arguments.bytes + size.file_bytes}};
  json["contributors"] = std::move(contributors);
  json["longestStrings"] = std::move(strings);
  return json;
}

void WriteSizes(Results results, std::vector<Sized> sizes, const ReportStyle& style,
                Output* output) {
  if (style.json) {
    Json list = Json::array();
    auto sized = sizes.begin();
    for (const Result& result : results) {
      list.push_back(result.ok() ? SizeJson(*sized++) : ResultJson(result, {}));
    }
    return output->Append(absl::StrCat(JsonText(list), "\n"));
  }
  std::stable_sort(sizes.begin(), sizes.end(), [](const Sized& a, const Sized& b) {
    if (a.fits() != b.fits()) return b.fits();
    return a.size.total_bytes() > b.size.total_bytes();
  });
  std::vector<Group> groups;
  std::map<std::string, size_t> group_of;  // by text
  for (const Sized& one : sizes) {
    const auto [found, is_new] = group_of.try_emplace(People(one, style).Text(), groups.size());
    if (is_new) groups.emplace_back();
    groups[found->second].push_back(&one);
  }
  if (groups.size() > 1) WriteOverview(groups, style, output);
  for (const Group& group : groups) {
    std::vector<std::string> names;
    for (const Sized* one : group) names.push_back(HeadingOf(*one->result));
    output->Append(SharedHeading(names, style.people.color));
    output->Append(People(*group.front(), style).Text());
    output->Append("\n");
  }
  if (!groups.empty()) {
    output->Append(
        Styled(
            "Variables added by the image, the container runtime, and the image's entrypoint are "
            "not counted.",
            Style::kDim, style.people.color) +
        "\n");
  }
}

}  // namespace svcenv::cli
