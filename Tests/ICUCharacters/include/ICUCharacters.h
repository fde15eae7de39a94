// What ICU says of characters, in plain numbers: types of ICU would clash with those of the ICU that
// Foundation brings along, and Swift does not see functions that macros rename.
#ifndef ICU_CHARACTERS_H
#define ICU_CHARACTERS_H

#include <stdbool.h>
#include <stdint.h>

enum icu_form { icu_form_nfc, icu_form_nfd, icu_form_nfkc, icu_form_nfkc_casefold };

/// Writes a text in a form; the length in units of UTF-16, or -1.
int32_t icu_normalize(
    int32_t form, const uint16_t *text, int32_t length, uint16_t *output, int32_t capacity
);

/// Writes a text with traditional Han as simplified; the length in units of UTF-16, or -1.
int32_t icu_simplify(const uint16_t *text, int32_t length, uint16_t *output, int32_t capacity);

/// The character that two compose to, or -1.
int32_t icu_compose_pair(int32_t first, int32_t second);

/// Writes the parts of a character that is composed, one step down; units of UTF-16, or -1.
int32_t icu_parts(int32_t character, uint16_t *output, int32_t capacity);

/// The combining class.
uint8_t icu_combining_class(int32_t character);

/// True for letters, marks and numbers.
bool icu_is_word_character(int32_t character);

/// True for characters that no version of Unicode assigns.
bool icu_is_unassigned(int32_t character);

/// True for what is invisible, and for controls of format.
bool icu_is_ignorable(int32_t character);

/// The version of Unicode that first had the character, major times 256 plus minor; 0 for none.
int32_t icu_age(int32_t character);

const char *icu_version(void);

const char *icu_unicode_version(void);

#endif
