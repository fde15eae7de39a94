import Foundation
import Testing
import WinnowHTML

@Suite("Document of the lab's pages")
struct LabPageTests {
    @Test(
        "Every tag of every clean page is mapped",
        .enabled(if: !LabPageTests.pages.isEmpty, "the lab's pages are not unpacked")
    )
    func mapsAll() throws {
        let parser = DocumentParser()
        var unmapped: [String] = []
        var limited: [String] = []
        for page in Self.pages {
            let document = ParsedPage([UInt8](try Data(contentsOf: page)), parser: parser).document
            if !document.isMapped { unmapped.append(page.lastPathComponent) }
            if document.limits != [] { limited.append(page.lastPathComponent) }
        }
        #expect(unmapped == [])
        // It has 11,829 font elements within each other.
        #expect(Set(limited).subtracting(["91078d0d132167a2.html"]) == [])
    }

    /// Pages of the lab, where `lab/evaluate` unpacks them: one in twenty, or all of them when
    /// `WINNOW_ALL_LAB_PAGES` is set.
    private static let pages: [URL] = {
        let folder = URL(filePath: NSHomeDirectory()).appending(path: ".cache/winnow-lab/dev/pages")
        let files = try? FileManager.default.contentsOfDirectory(
            at: folder,
            includingPropertiesForKeys: nil
        )
        let pages = (files ?? []).filter { $0.pathExtension == "html" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        let isFull = ProcessInfo.processInfo.environment["WINNOW_ALL_LAB_PAGES"] != nil
        return stride(from: 0, to: pages.count, by: isFull ? 1 : 20).map { pages[$0] }
    }()
}
