# Rewrites a header of ctemplate-make_tpl_varnames_h. Two templates with the same initials can have the same
# marker, which is therefore defined once. ctemplate's macro would also enter each name, before main(), in a
# map that only dumps of dictionaries read, at the cost of half a million instructions for each CGI request.
s/.*STS_INIT_WITH_HASH(\([A-Za-z0-9_]*\), \("[A-Za-z0-9_]*"\), \([0-9]*ULL\));/#ifndef MARKER_\1\
#define MARKER_\1\
[[maybe_unused]] static constinit const ::ctemplate::StaticTemplateString \1 = {{\2, sizeof(\2) - 1, \3}};\
#endif/
