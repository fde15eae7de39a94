/// A document to be scanned, but for its bytes: what the caller knows of it.
public struct ScanRequest: Sendable, Equatable {
    /// How a document is to be read.
    public enum Input: String, Sendable, CaseIterable {
        /// By the path's extension: `.txt` and `.md` are text, the rest is HTML.
        case auto
        case html
        case text
    }

    /// The path it is reported under.
    public var path: String
    /// The URL it was fetched from, if known; tells the page's own site.
    public var url: String?
    /// The charset named by an HTTP header or a container.
    public var charset: String?
    /// How it is to be read.
    public var input: Input

    /// Makes a request.
    public init(
        path: String,
        url: String? = nil,
        charset: String? = nil,
        input: Input = .auto
    ) {
        self.path = path
        self.url = url
        self.charset = charset
        self.input = input
    }

    /// The path's extension in lower case, without the dot.
    var fileExtension: String {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }

    var isPlainText: Bool {
        switch input {
        case .html: false
        case .text: true
        case .auto: ["txt", "md"].contains(fileExtension)
        }
    }

    /// True for files in which `<? … ?>` and `<% … %>` are program text.
    var isTemplate: Bool {
        ["php", "phtml", "inc", "asp", "aspx", "jsp", "jspx"].contains(fileExtension)
    }
}
