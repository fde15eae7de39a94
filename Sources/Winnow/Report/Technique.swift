/// How something was planted.
public enum Technique: String, Sendable, CaseIterable {
    case spiderPoolFooter = "spider-pool-footer"
    case spiderPoolHead = "spider-pool-head"
    case junkTags = "junk-tags"
    case mirrorKit = "mirror-kit"
    case hiddenLinks = "hidden-links"
    case hiddenScript = "hidden-script"
    case linkFarm = "link-farm"
    case friendLinks = "friend-links"
    case injectedContent = "injected-content"
    case titleHijack = "title-hijack"
    case metaStuffing = "meta-stuffing"
    case scriptRedirect = "script-redirect"
    case scriptInjection = "script-injection"
    case commentSpam = "comment-spam"
    case vendorLinks = "vendor-links"
    case keywordStuffing = "keyword-stuffing"
    case doorway
}
