/* Replaces functions of libm in the static program. SQLite offers them to statements, but no statement of
   Afterword calls them, and they take 270 kB, because libm has each of them for several processors. Whoever
   needs one of them in a statement removes it here: the result below is not a number. */
#define NOT_NEEDED(name) \
  double name(double x); \
  double name(double x) { return __builtin_nan("") * x; }

NOT_NEEDED(acos)
NOT_NEEDED(acosh)
NOT_NEEDED(asin)
NOT_NEEDED(asinh)
NOT_NEEDED(atan)
NOT_NEEDED(atanh)
NOT_NEEDED(cos)
NOT_NEEDED(cosh)
NOT_NEEDED(sin)
NOT_NEEDED(sinh)
NOT_NEEDED(tan)
NOT_NEEDED(tanh)

double atan2(double y, double x);
double atan2(double y, double x) { return __builtin_nan("") * x * y; }
