enum LoanBookPlaceholder {}
