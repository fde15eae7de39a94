/// How a document is to be tokenized.
package struct TokenizerOptions: Sendable {
    /// The state a tokenizer starts in, by the names of the HTML standard.
    package enum InitialState: Sendable {
        case data
        case rcdata
        case rawtext
        case scriptData
        case plaintext
        case cdataSection
    }

    /// Takes `<? … ?>` and `<% … %>` for one opaque token, wherever they stand: for `.php`, `.asp`
    /// and `.jsp` files, where they are program text and not what a browser sees.
    package var opaqueInstructions = false
    /// Where to start; anything but `.data` is for fragments and tests.
    package var initialState = InitialState.data
    /// The tag that `rcdata`, `rawtext` or `scriptData` waits for, in lower case.
    package var lastStartTag: [UInt8] = []
    /// Tokens after which the rest of the document becomes one text token and `isTruncated` is set.
    package var maximumTokens = 2_000_000
    /// Whether the content of `<title>`, `<script>` and the like is text; off for plain text, where a
    /// lone `<script>` must not swallow the rest.
    package var recognisesRawText = true
    /// Attributes of one tag that are recorded; further ones are read over and `isTruncated` is set.
    package var maximumAttributes = 1_000

    package init() {}
}
