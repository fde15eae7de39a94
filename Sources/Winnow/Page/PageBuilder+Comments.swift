internal import WinnowHTML

/// Which elements are comments of readers, as far as their names tell.
extension PageBuilder {
    /// Bytes of a class or id that are looked at.
    private static let maximumName = 200

    /// Notes what a class or id says of an element: that it is one comment, such as `comment-12` and
    /// `li.comment`, that it holds comments, such as `ol.commentlist`, or a part of a comment, such
    /// as `comment-author` and `comment-form`.
    mutating func readCommentName(_ attribute: Attribute, _ element: Int) {
        guard isNamed(attribute, "class") || isNamed(attribute, "id"),
            attribute.valueRange.count <= Self.maximumName
        else { return }
        let value = source.slice(attribute.valueRange)
        guard Self.hints.contains(where: { HidingRules.find(value, $0, from: 0) != nil }) else {
            return
        }
        for name in value.split(whereSeparator: ASCII.isSpace) {
            switch Self.kind(ofName: name) {
            case .comment: page.elements[element].isComment = true
            case .list: page.elements[element].isCommentList = true
            case .none: break
            }
        }
    }

    /// Takes the children of a list of comments for comments.
    mutating func settleComment(_ element: Int, _ tag: Tag) {
        let parent = Int(page.elements[element].parent)
        guard !page.elements[element].isComment, parent > 0, page.elements[parent].isCommentList
        else { return }
        switch tag {
        case .li, .article, .dd, .blockquote: page.elements[element].isComment = true
        default: break
        }
    }

    private enum CommentName {
        case comment
        case list
        case none
    }

    private static func kind(ofName name: Slice<UnsafeBufferPointer<UInt8>>) -> CommentName {
        let words = name.map(ASCII.lowercased).split { !ASCII.isLetter($0) }
        func holds(_ list: [String]) -> Bool {
            words.contains { word in list.contains { $0.utf8.elementsEqual(word) } }
        }
        if holds(commentLists) { return holds(commentForms) ? .none : .list }
        let isBook = holds(["gb"]) && holds(["entry", "item", "row", "message", "eintrag"])
        guard holds(commentWords) || isBook else { return .none }
        // What wraps the parts of one comment may wrap all comments, too: its letters tell.
        return holds(commentParts) ? .none : .comment
    }

    /// Letters of which a name must hold some before its words are read.
    private static let hints: [StaticString] = [
        "omment", "repl", "guestbook", "postbit", "gb-", "gb_", "gbentry", "cmt",
    ]
    private static let commentWords = [
        "comment", "reply", "guestbook", "commentitem", "commententry", "commentwrap", "postbit",
        "cmt", "gbentry",
    ]
    private static let commentLists = ["comments", "commentlist", "replies", "commentslist"]
    private static let commentForms = ["form", "respond", "link", "count", "number", "title"]
    /// Words that make the name one of a part of a comment, of a list of them, or of the form.
    private static let commentParts = [
        "author", "avatar", "body", "content", "text", "meta", "metadata", "date", "time", "name",
        "link", "links", "form", "respond", "area", "list", "count", "number", "title", "header",
        "head", "footer", "nav", "navigation", "pagination", "actions", "action", "button", "btn",
        "box", "wrapper", "section", "container", "template", "add", "new", "post", "login",
        "notes", "info", "user", "image", "icon", "awaiting", "rating", "policy",
    ]
}
