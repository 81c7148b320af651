// afterword quickstart SERVER: composes a script from deploy/quickstart.sh and the configurations
// of deploy/.
#include "command/quickstart.h"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "base/url.h"
#include "view/templates.h"

namespace afterword {
namespace {

struct WebServer {
  std::string_view name;
  std::string_view configuration;  // in deploy/
  /// The lines of a page that show its comments, with /my-page/ as its path.
  std::array<std::string_view, 3> page_lines;
};

constexpr std::string_view style = R"(<link rel="stylesheet" href="/comments/style.css">)";
constexpr std::string_view script = R"(<script src="/comments/embed.js" defer></script>)";

constexpr std::array web_servers{
    WebServer{
        "nginx",
        "deploy/nginx/afterword.conf",
        {style, R"(<!--# include virtual="/comments/thread/my-page/?title=My%20page&$args" -->)",
         script}},
    WebServer{
        "apache",
        "deploy/apache/afterword.conf",
        {style,
         R"(<!--#include virtual="/comments/thread/my-page/?title=My%20page&$QUERY_STRING" -->)",
         script}},
    WebServer{
        "caddy",
        "deploy/caddy/afterword.caddy",
        {style,
         R"({{httpInclude (print "/comments/thread/my-page/?title=My%20page&" .Req.URL.RawQuery)}})",
         script}},
    WebServer{"lighttpd",
              "deploy/lighttpd/afterword.conf",
              {style, R"(<script src="/comments/embed.js" data-page="/my-page/" defer></script>)",
               R"(<noscript><a href="/comments/page/my-page/">Comments</a></noscript>)"}},
};

/// A text as one word of a shell command.
std::string shell_word(std::string_view text) {
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

/// A shell function that prints a file.
std::string file_function(std::string_view name, std::string_view text) {
  return fmt::format("file_{}() {{\ncat <<'END_OF_FILE'\n{}{}END_OF_FILE\n}}\n", name, text,
                     text.ends_with('\n') ? "" : "\n");
}

/// Replaces the first occurrence, which must exist: the files are embedded in this program.
void replace(std::string& text, std::string_view from, std::string_view to) {
  text.replace(text.find(from), from.size(), to);
}

/// A TOML basic string.
std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
  return out + "\"";
}

std::string configuration(const std::string& root, const Url& url) {
  std::string text(embedded_template("deploy/debian/afterword.toml"));
  replace(text, "name = \"My site\"", "name = " + toml_text(url.host));
  replace(text, "# url = \"https://www.example.org\"", "url = " + toml_text(url.text()));
  replace(text, "# document_root = \"/var/www/html\"", "document_root = " + toml_text(root));
  return text;
}

/// The path of this program, for the service.
std::string own_path() {
  std::error_code error;
  const auto path = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? "/usr/local/bin/afterword" : path.string();
}

std::string compose_script(const WebServer& server, const std::string& root, const Url& url) {
  const std::string program = own_path();
  std::string web_server(embedded_template(server.configuration));
  if (server.name == "apache") replace(web_server, "/var/www/html", root);
  std::string service(embedded_template("deploy/systemd/afterword.service"));
  replace(service, "/usr/bin/afterword", program);
  std::string text = "#!/bin/sh\nset -eu\n";
  const auto value = [&](std::string_view name, std::string_view of) {
    text += fmt::format("{}={}\n", name, shell_word(of));
  };
  value("server", server.name);
  value("program", program);
  value("root", root);
  value("url", url.text());
  text += file_function("config", configuration(root, url));
  text += file_function("web_server", web_server);
  text += file_function("service", service);
  text += file_function("socket", embedded_template("deploy/systemd/afterword.socket"));
  text +=
      "page_lines() {\n  step 'Add the comments to your pages, each with its own path and title:'";
  for (const std::string_view line : server.page_lines) text += " \\\n    " + shell_word(line);
  text += "\n}\n\n";
  return text + std::string(embedded_template("deploy/quickstart.sh"));
}

/// Runs the script with this process's terminal, on which it may ask for a name and a password.
int run_script(const std::string& text) {
  std::string path = "/tmp/afterword-quickstart-XXXXXX";
  const int fd = ::mkstemp(path.data());
  if (fd < 0) return fail_with("cannot write a file in /tmp");
  const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  ::close(fd);
  const pid_t child = written ? ::fork() : -1;
  if (child == 0) {
    ::execl("/bin/sh", "sh", path.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  int status = 0;
  if (child > 0) ::waitpid(child, &status, 0);
  ::unlink(path.c_str());
  if (child < 0) return fail_with("cannot run a shell");
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? exit_done : exit_failed;
}

int quickstart(const Arguments& arguments) {
  const std::string typed = arguments.text("SERVER");
  const auto* server = std::find_if(web_servers.begin(), web_servers.end(),
                                    [&](const WebServer& each) { return each.name == typed; });
  std::error_code error;
  const auto root = std::filesystem::canonical(arguments.text("--root"), error);
  if (error || !std::filesystem::is_directory(root))
    return fail_with(fmt::format("{} is not a folder; --root is the folder of your pages",
                                 arguments.text("--root")));
  if (root.string().find_first_of("\"\\\n\r") != std::string::npos)
    return fail_with(
        "the name of this folder has a quotation mark, backslash or line break, which "
        "the configurations of web servers cannot contain");
  const std::string address = with_ascii_host(arguments.text("--url"));
  const auto url = parse_url(address);
  if (!url || url->origin().empty() || url->query || url->fragment)
    return fail_with(
        fmt::format("{} is not the address of a site, such as https://blog.example", address));
  const std::string text = compose_script(*server, root.string(), *url);
  if (arguments.has("--write")) return run_script(text);
  fmt::print("{}", text);
  return exit_done;
}

}  // namespace

std::vector<Command> quickstart_commands() {
  std::vector<std::string> names;
  for (const WebServer& server : web_servers) names.emplace_back(server.name);
  return {{"quickstart",
           "print a script that sets Afterword up on this machine, or run it",
           {{.name = "SERVER", .help = "your web server", .required = true, .choices = names},
            {.name = "--root",
             .help = "the folder of your pages, such as /var/www/html",
             .required = true},
            {.name = "--url",
             .help = "the address of your site, such as https://blog.example",
             .required = true},
            {"--write", "run the script, as root", Option::Kind::flag}},
           quickstart,
           false,
           "The script creates a user, a configuration, a service, the configuration of the web "
           "server and the first moderator. It overwrites nothing and can be run again."}};
}

}  // namespace afterword
