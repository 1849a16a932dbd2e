import Testing

@Test("the Storage tests run")
func placeholder() {
    #expect(Bool(true))
}
