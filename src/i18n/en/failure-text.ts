/** What a person reads about a failure: what happened, and what to do next. */
export interface FailureText {
  happened: string;
  next: string;
}
