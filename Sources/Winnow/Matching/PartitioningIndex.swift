extension RandomAccessCollection where Index == Int {
    /// The index of the first element for which a predicate holds that holds for all that follow
    /// once it holds for one; the end when it holds for none.
    ///
    /// - Complexity: Logarithmic in the elements.
    func partitioningIndex(where belongsBehind: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if belongsBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
