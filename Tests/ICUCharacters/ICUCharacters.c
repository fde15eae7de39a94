#include "ICUCharacters.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utrans.h>
#include <unicode/uversion.h>

static const UNormalizer2 *normalizer(int32_t form) {
    UErrorCode status = U_ZERO_ERROR;
    switch (form) {
    case icu_form_nfc: return unorm2_getNFCInstance(&status);
    case icu_form_nfd: return unorm2_getNFDInstance(&status);
    case icu_form_nfkc: return unorm2_getNFKCInstance(&status);
    default: return unorm2_getNFKCCasefoldInstance(&status);
    }
}

int32_t icu_normalize(
    int32_t form, const uint16_t *text, int32_t length, uint16_t *output, int32_t capacity
) {
    UErrorCode status = U_ZERO_ERROR;
    int32_t written = unorm2_normalize(
        normalizer(form), (const UChar *)text, length, (UChar *)output, capacity, &status
    );
    return U_SUCCESS(status) ? written : -1;
}

int32_t icu_simplify(const uint16_t *text, int32_t length, uint16_t *output, int32_t capacity) {
    static const UChar name[] = u"Traditional-Simplified";
    // Opening it takes longer than all that it is asked; one for each thread, never closed.
    static _Thread_local UTransliterator *simplifier = NULL;
    UErrorCode status = U_ZERO_ERROR;
    if (length > capacity) return -1;
    if (simplifier == NULL) {
        simplifier = utrans_openU(name, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    }
    if (U_FAILURE(status)) return -1;
    memcpy(output, text, (size_t)length * sizeof *text);
    int32_t written = length, limit = length;
    utrans_transUChars(simplifier, (UChar *)output, &written, capacity, 0, &limit, &status);
    return U_SUCCESS(status) ? written : -1;
}

int32_t icu_compose_pair(int32_t first, int32_t second) {
    return unorm2_composePair(normalizer(icu_form_nfc), first, second);
}

int32_t icu_parts(int32_t character, uint16_t *output, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    int32_t written = unorm2_getRawDecomposition(
        normalizer(icu_form_nfc), character, (UChar *)output, capacity, &status
    );
    return U_SUCCESS(status) ? written : -1;
}

uint8_t icu_combining_class(int32_t character) {
    return unorm2_getCombiningClass(normalizer(icu_form_nfc), character);
}

bool icu_is_word_character(int32_t character) {
    return (U_GET_GC_MASK(character) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
}

bool icu_is_unassigned(int32_t character) { return u_charType(character) == U_UNASSIGNED; }

bool icu_is_ignorable(int32_t character) {
    return u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)
        || u_charType(character) == U_FORMAT_CHAR;
}

int32_t icu_age(int32_t character) {
    UVersionInfo version;
    u_charAge(character, version);
    return version[0] * 256 + version[1];
}

const char *icu_version(void) { return U_ICU_VERSION; }

const char *icu_unicode_version(void) { return U_UNICODE_VERSION; }
