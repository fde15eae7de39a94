/// What planted text is about.
public enum Topic: String, Sendable, CaseIterable {
    case gambling
    case adult
    case pharma
    case replica
    case loans
    case essay
    case piracy
    case escort
    case fakeDocuments = "fake-documents"
    case crypto
    case games
    case seo
    case commerce
    case other
}
