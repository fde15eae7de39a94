// libxml2's headers take in ICU's where libxml2 was built with it, and a second ICU beside
// Foundation's own (_FoundationICU) does not compile: "'UErrorCode' has different definitions in
// different modules". Nothing here needs ICU: it only adds fields at the end of the encoding handler,
// which libxml2 allocates and this project never looks into.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
