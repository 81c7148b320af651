#include "targets.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "base/page_path.h"
#include "base/secret.h"
#include "base/signed_link.h"
#include "base/text.h"
#include "base/time.h"
#include "base/url.h"
#include "config/config.h"
#include "domain/care/care_text.h"
#include "domain/comment/submission.h"
#include "domain/markup/markup.h"
#include "domain/page_map.h"
#include "domain/policy/rule_set.h"
#include "http/cookie.h"
#include "http/form.h"
#include "http/request.h"
#include "http/route_path.h"
#include "mail/bounce.h"
#include "mail/message.h"
#include "markup_check.h"
#include "server/runtime/parameters.h"
#include "server/runtime/request_records.h"
#include "store/comment/search_expression.h"
#include "transfer/formats.h"
#include "transfer/html_marks.h"

namespace afterword::fuzz {
namespace {

/// Ends the process, which a fuzzer takes for a finding.
void require(bool kept, std::string_view promise) {
  if (kept) return;
  fmt::print(stderr, "broken: {}\n", promise);
  std::abort();
}

/// Removes the text up to the next line end, or all, from the front of `rest`.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

const SecretKey& test_key() {
  static const SecretKey key(std::string(64, '1'));
  return key;
}

// --- what a visitor sends ----------------------------------------------------------------------

/// The first line is the Content-Type.
void fuzz_form(std::string_view input) {
  Request request;
  request.method = Method::post;
  request.content_type = take_line(input);
  request.body = std::string(input);
  const auto form = Form::parse(request);
  if (!form) return;
  require(form->fields().size() <= Form::max_fields, "a form has a limited number of fields");
  for (const FormField& field : form->fields())
    for (const std::string* text : {&field.name, &field.value})
      require(is_valid_utf8(*text) && text->find('\0') == std::string::npos,
              "fields are UTF-8 without NUL");
}

void fuzz_page_path(std::string_view input) {
  if (const auto page = parse_page_path(input)) {
    require(page->key.starts_with('/') && page->path.starts_with('/'), "a path begins with /");
    const auto again = parse_page_path(page->path);
    require(again && again->key == page->key, "normalisation is idempotent");
    require(parse_page_path(page->key).has_value(), "a key is a path");
    const std::string href = page_href(page->path);
    require(!href.starts_with("//") && !href.starts_with("/\\"), "a link stays on the host");
    require(has_url_characters(href), "a link is encoded");
  }
  static_cast<void>(find_page_ending(input));
  const std::size_t half = input.size() / 2;
  static_cast<void>(glob_matches(input.substr(0, half), input.substr(half)));
}

void fuzz_url(std::string_view input) {
  if (const auto url = parse_url(input)) {
    const std::string text = url->text();
    const auto again = parse_url(text);
    require(again && again->text() == text, "the text of a URL has the same parts");
    static_cast<void>(url->origin());
    static_cast<void>(page_path_of(*url));
  }
  if (!is_valid_utf8(input)) return;
  if (const auto address = web_address(input)) {
    const auto url = parse_url(*address);
    require(url && url->is_web() && !url->user, "a website is http or https");
    static_cast<void>(with_ascii_host(*address));
  }
  if (is_email(input)) {
    require(input.find_first_of("\r\n <>,;") == std::string_view::npos, "a mailbox is one word");
    static_cast<void>(ascii_email(input));
    static_cast<void>(mailbox_of(input));
  }
}

void fuzz_query(std::string_view input) {
  const UrlQuery query(input);
  std::string_view rest = input;
  while (!rest.empty()) {
    const std::size_t before = rest.size();
    const QueryParameter parameter = take_parameter(rest);
    require(rest.size() < before, "reading a query goes on");
    static_cast<void>(query_values(input, decode_parameter(parameter.name)));
  }
  UrlQuery changed = query;
  changed.set("cpage", "2");
  require(query_value(changed.text(), "cpage") == "2", "a parameter is set");
}

void fuzz_cookie(std::string_view input) {
  static_cast<void>(cookie_value(input, "session"));
  const std::string set = format_set_cookie({.name = "session", .value = input});
  require(set.find_first_of("\r\n") == std::string::npos, "a cookie is one line");
  const std::string sent = set.substr(0, set.find(';'));
  require(cookie_value(sent, "session") == input, "a cookie keeps its value");
}

void fuzz_token(std::string_view input) {
  require(!parse_link_token(test_key(), input, Instant{0}), "nobody can make a token");
  const LinkClaims claims{LinkAction::own, 16, 2, Instant{day_ms}, 0};
  std::string token = format_link_token(test_key(), claims);
  for (std::size_t i = 0; i + 1 < input.size(); i += 2)
    token[static_cast<unsigned char>(input[i]) % token.size()] = input[i + 1];
  const auto read = parse_link_token(test_key(), token, Instant{0});
  require(!read || token == format_link_token(test_key(), claims), "a changed token is refused");
}

/// Lines "NAME=value" as a web server passes them.
void fuzz_parameters(std::string_view input) {
  std::vector<std::string> variables;
  for (std::string_view rest = input; !rest.empty();) variables.emplace_back(take_line(rest));
  std::vector<const char*> pointers;
  for (const std::string& variable : variables) pointers.push_back(variable.c_str());
  pointers.push_back(nullptr);
  Parameters parameters = read_parameters(pointers.data(), {});
  read_body(parameters, {}, [&](char* buffer, std::size_t bytes) {
    const std::size_t given = std::min(bytes, input.size());
    std::copy_n(input.data(), given, buffer);
    return given;
  });
  static_cast<void>(route_path(parameters.request, "/comments"));
  static_cast<void>(respond(parameters, Attempt::only, [](Request& request, Attempt) {
    Response response;
    response.headers.emplace_back("X-Test", std::string(request.user_agent));
    response.body = std::string(request.path_info);
    std::string head;
    append_head(response, head);
    require(head.find("\r\n\r\n") == head.size() - 4, "a header has one end");
    return Handled{response};
  }));
}

/// The first byte is the size of the pieces in which the bytes arrive.
void fuzz_records(std::string_view input) {
  if (input.empty()) return;
  const std::size_t piece = std::max<std::size_t>(1, static_cast<unsigned char>(input.front()));
  input.remove_prefix(1);
  RequestRecords whole{1'000};
  RequestRecords pieces{1'000};
  const RecordsState state = whole.add(input);
  RecordsState state_of_pieces = RecordsState::partial;
  for (std::string_view rest = input; !rest.empty();
       rest.remove_prefix(std::min(piece, rest.size())))
    state_of_pieces = pieces.add(rest.substr(0, piece));
  if (input.empty()) return;
  require(state == state_of_pieces, "it does not matter how bytes arrive");
  require(whole.body() == pieces.body() && whole.params() == pieces.params(),
          "nor do the head and the body");
  require(whole.body().size() <= 1'001, "a body has a limit");
  NameAndValue pair;
  for (std::string_view pairs = whole.params(); !pairs.empty() && take_pair(pairs, pair);)
    require(pair.name.size() <= whole.params().size(), "a name is part of the head");
  require(whole.reply().size() <= 2'000, "a reply has a limit");
  if (state == RecordsState::complete) require(whole.has_head(), "a request has a head");
}

// --- texts -------------------------------------------------------------------------------------

void fuzz_text(std::string_view input) {
  if (!is_valid_utf8(input)) return;
  const std::string line = clean_line(input);
  require(is_valid_utf8(line) && clean_line(line) == line, "clean_line is idempotent");
  require(line.find_first_of("\r\n\t") == std::string::npos, "a line has no line end");
  const std::string text = clean_text(input);
  require(is_valid_utf8(text) && clean_text(text) == text, "clean_text is idempotent");
  require(is_valid_utf8(fold_case(input)), "fold_case makes UTF-8");
  require(is_valid_utf8(to_lower(input)), "to_lower makes UTF-8");
  const std::string folded = fold_marks(input);
  require(is_valid_utf8(folded), "fold_marks makes UTF-8");
  require(count_characters(folded) <= 4 * count_characters(input), "fold_marks has a limit");
  require(is_valid_utf8(strip_tags(input)), "strip_tags makes UTF-8");
  require(is_valid_utf8(search_expression(input)), "a search is UTF-8");
}

void fuzz_markup(std::string_view input) {
  if (!is_valid_utf8(input)) return;
  const std::string text = clean_text(input);
  for (const TextFormat format : {TextFormat::plain, TextFormat::markdown}) {
    const Markup markup = render_markup(text, format);
    const std::string error = markup_error(markup.html);
    require(error.empty(), error);
    require(is_valid_utf8(markup.plain_text), "plain text is UTF-8");
    require(markup.html.size() <= 200 * text.size() + 1'000, "HTML is linear in the text");
  }
}

/// The first line is a pattern, the rest a text.
void fuzz_rules(std::string_view input) {
  if (!is_valid_utf8(input)) return;
  const std::string pattern(take_line(input));
  const std::string form = care_form(input);
  require(is_valid_utf8(form), "a care form is UTF-8");
  std::vector<Rule> rules;
  for (const RuleKind kind : {RuleKind::hold, RuleKind::block, RuleKind::care})
    if (!pattern_error(kind, pattern))
      rules.push_back(
          {RuleId{1}, kind, pattern, kind == RuleKind::care ? CareTopic::self : CareTopic::none});
  const RuleSet set(rules, {"Wren"});
  static_cast<void>(set.first_match(RuleKind::hold, {std::string(input)}));
  static_cast<void>(set.care_matches({form}, CareMode::attentive));
  static_cast<void>(set.looks_like_moderator(pattern));
}

// --- files -------------------------------------------------------------------------------------

/// A file in memory that can be opened by its path.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view content) : fd_(::memfd_create("input", MFD_CLOEXEC)) {
    const auto bytes = static_cast<ssize_t>(content.size());
    require(::write(fd_, content.data(), content.size()) == bytes, "there is memory");
  }
  ~MemoryFile() { ::close(fd_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string path() const { return fmt::format("/proc/self/fd/{}", fd_); }

 private:
  int fd_;
};

void fuzz_config(std::string_view input) {
  const MemoryFile file(input);
  const auto config = read_config(file.path());
  if (!config) require(!config.error().empty(), "a refused configuration has a reason");
}

void check_imported(const ImportedComment& comment) {
  for (const std::string* text : {&comment.comment.author, &comment.comment.email,
                                  &comment.comment.url, &comment.comment.text})
    require(is_valid_utf8(*text), "imported texts are UTF-8");
}

/// The first line names the format.
void fuzz_import(std::string_view input) {
  static const TimeZone zone = *TimeZone::load("UTC");
  const std::string_view name = take_line(input);
  const FileBeginning beginning{input.substr(0, 64 << 10), nullptr};
  static_cast<void>(recognise_format(beginning));
  const ImportFormat* format = find_import_format(name, beginning);
  if (format == nullptr || format->kind == SourceKind::folder) return;
  const MemoryFile memory(input);
  auto file = InputFile::open(memory.path());
  if (!file) return;
  const SourceSettings settings{SiteAddress("https://blog.example"), zone, {}, {}};
  const auto reader = format->reader(settings);
  std::array<std::size_t, 2> found{};
  for (std::size_t& count : found) {
    if (!file->rewind()) return;
    const auto read = reader->read(
        *file, {.source = [](Blog&&) {},
                .page =
                    [&](ImportedPage&& page) {
                      require(is_valid_utf8(page.title), "titles are UTF-8");
                      return true;
                    },
                .comment =
                    [&](ImportedPage&& page, ImportedComment&& comment) {
                      require(page.path.starts_with('/'), "a page has a path");
                      check_imported(comment);
                      return ++count < 10'000;
                    },
                .left_out = [](std::string why) { require(!why.empty(), "has a reason"); }});
    if (!read) require(is_valid_utf8(read.error()), "the reason is UTF-8");
    static_cast<void>(reader->remarks());
  }
  require(found[0] == found[1], "a file is read twice with the same result");
}

void fuzz_page_map(std::string_view input) {
  const ParsedPageMap parsed = PageMap::parse(input);
  require(parsed.errors.size() <= PageMap::most_errors, "errors have a limit");
  static_cast<void>(parsed.map.find(input.substr(0, 200), "/a/"));
}

void fuzz_html_marks(std::string_view input) {
  const std::string page(input);
  const auto baked = between_marks(page, "<p>A kind reply.</p>");
  if (!baked) return;
  const auto again = between_marks(*baked, "<p>A kind reply.</p>");
  require(again && *again == *baked, "baking twice is baking once");
}

// --- mail --------------------------------------------------------------------------------------

/// The first lines are the fields of the header, the rest is the body.
void fuzz_mail(std::string_view input) {
  if (!is_valid_utf8(input)) return;
  Message message;
  message.from = "comments@blog.example";
  message.to = "wren@example.org";
  std::string_view rest = input;
  message.from_name = std::string(take_line(rest));
  message.subject = std::string(take_line(rest));
  message.list_id = "comments.blog.example";
  message.message_id = "1@blog.example";
  message.body = std::string(rest);
  for (char& c : message.subject)
    if (c == '|') c = '\n';
  const std::string sent = to_rfc5322(message);
  const std::size_t end = sent.find("\r\n\r\n");
  require(end != std::string::npos, "a mail has a header");
  for (std::string_view head = std::string_view(sent).substr(0, end); !head.empty();) {
    const std::string_view line = take_line(head);
    require(line.starts_with(' ') || line.find(": ") != std::string_view::npos, "a header line");
    require(!line.starts_with("Bcc:"), "no field is injected");
  }
  for (std::string_view lines = sent; !lines.empty();)
    require(take_line(lines).size() <= 999, "a line has at most 998 bytes");
  for (const char c : sent) require(static_cast<unsigned char>(c) < 0x80, "a mail is 7-bit");
}

void fuzz_bounce(std::string_view input) {
  const auto report = parse_bounce(input);
  if (report) require(report->recipients.size() <= input.size(), "recipients have a limit");
}

constexpr std::array all_targets{
    Target{"bounce", fuzz_bounce},
    Target{"config", fuzz_config},
    Target{"cookie", fuzz_cookie},
    Target{"form", fuzz_form},
    Target{"html_marks", fuzz_html_marks},
    Target{"import", fuzz_import},
    Target{"mail", fuzz_mail},
    Target{"markup", fuzz_markup},
    Target{"page_map", fuzz_page_map},
    Target{"page_path", fuzz_page_path},
    Target{"parameters", fuzz_parameters},
    Target{"query", fuzz_query},
    Target{"records", fuzz_records},
    Target{"rules", fuzz_rules},
    Target{"text", fuzz_text},
    Target{"token", fuzz_token},
    Target{"url", fuzz_url},
};

}  // namespace

std::span<const Target> targets() { return all_targets; }

const Target* find_target(std::string_view name) {
  const auto found = std::ranges::find(all_targets, name, &Target::name);
  return found == all_targets.end() ? nullptr : &*found;
}

}  // namespace afterword::fuzz
