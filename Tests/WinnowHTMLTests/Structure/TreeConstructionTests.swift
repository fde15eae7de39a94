import Foundation
import Testing
import WinnowHTML

/// The tree construction suite of html5lib: what a browser makes of a document, element by element.
///
/// Compared is the nesting of elements and texts. The document doesn't move elements about as
/// browsers do, so that a text keeps its place among the bytes; the cases where that shows are
/// listed with their reason in `differences.txt`, and the list has to be right both ways.
@Suite("html5lib-tests, tree construction")
struct TreeConstructionTests {
    @Test("The cases that differ from a browser's tree are those of the list, no more and no fewer")
    func conforms() throws {
        let cases = TreeConstructionCase.applicable
        let parser = DocumentParser()
        var differing: [String] = []
        var defects: [String] = []
        for example in cases {
            let page = ParsedPage(example.input, parser: parser)
            if page.outline != example.outline { differing.append(example.name) }
            if !page.defects.isEmpty { defects.append(example.name) }
        }
        let listed = try TreeConstructionCase.differences()
        #expect(defects == [])
        #expect(differing.filter { listed[$0] == nil } == [])
        #expect(Set(listed.keys).subtracting(differing).sorted() == [])
        #expect(TreeConstructionCase.all.count == 1_289)
        #expect(cases.count == 857)
        #expect(listed.count == 223)
    }

    @Test("Every difference has a known reason")
    func reasons() throws {
        let reasons = Set(try TreeConstructionCase.differences().values)
        #expect(reasons.subtracting(TreeConstructionCase.reasons) == [])
    }
}
