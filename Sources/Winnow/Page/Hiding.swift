/// By what means a reader is kept from seeing an element.
package struct Hiding: OptionSet, Sendable, Hashable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// `display:none`.
    package static let display = Hiding(rawValue: 1 << 0)
    /// `visibility:hidden` or `collapse`.
    package static let visibility = Hiding(rawValue: 1 << 1)
    /// Moved outside the window by position, margin, indent or transform.
    package static let position = Hiding(rawValue: 1 << 2)
    /// A box or a font of next to no size, with what overflows cut off.
    package static let size = Hiding(rawValue: 1 << 3)
    /// Fully transparent, or clipped away.
    package static let opacity = Hiding(rawValue: 1 << 4)
    /// The `hidden` attribute.
    package static let attribute = Hiding(rawValue: 1 << 5)
    /// A marquee too small or too fast to be read.
    package static let marquee = Hiding(rawValue: 1 << 6)
    /// Inside `<noscript>`, `<template>` or the like.
    package static let inert = Hiding(rawValue: 1 << 7)
    /// Said by a rule of a `<style>` block of the page.
    package static let styleSheet = Hiding(rawValue: 1 << 8)
    /// Done by a script of the page.
    package static let script = Hiding(rawValue: 1 << 9)
    /// Its text has the colour of what it stands on.
    package static let sameColor = Hiding(rawValue: 1 << 10)
    /// `aria-hidden="true"`: kept from those who hear the page, seen by all others.
    package static let aria = Hiding(rawValue: 1 << 11)

    /// A font so small that nobody can read it; what stands inside may have one of its own.
    package static let tinyFont = Hiding(rawValue: 1 << 12)

    /// The means that say how, without those that say where it is said.
    package static let means: Hiding = [
        .display, .visibility, .position, .size, .tinyFont, .opacity, .attribute, .marquee, .script,
    ]

    /// Means that menus and dialogs do not use.
    package static let deliberate: Hiding = [
        .position, .size, .tinyFont, .opacity, .marquee, .script,
    ]

    /// Means that a page may have for good reasons; evidence beside others, never alone.
    package static let weak: Hiding = [.sameColor, .aria]

    /// Everything by which readers don't see an element.
    package static let ofAnyKind: Hiding = means.union([.inert, .sameColor])
}
