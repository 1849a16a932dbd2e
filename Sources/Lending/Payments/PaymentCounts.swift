extension Int {
    /// The sum with `other`; one that does not fit stays at the largest (or smallest) number.
    ///
    /// For counts that a source states: nothing bounds what a foreign file says, and a report must not end on it.
    public func addingClamped(_ other: Int) -> Int {
        let (sum, isTooLarge) = addingReportingOverflow(other)
        return isTooLarge ? (other < 0 ? .min : .max) : sum
    }
}
