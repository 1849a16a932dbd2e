import Testing

@Test("the EndToEnd tests run")
func placeholder() {
    #expect(Bool(true))
}
