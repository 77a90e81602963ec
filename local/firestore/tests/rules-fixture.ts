/** Rules of the suites: open, owned and hidden paths. */
export const RULES = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /open/{id=**} { allow read, write; }
    match /stamped/{id} { allow write: if request.resource.data.at == request.time; }
    match /users/{uid}/{rest=**} { allow read, write: if request.auth.uid == uid; }
    match /shared/{id} { allow read: if resource == null || resource.data.visible == true; }
    match /guarded/{id} {
      allow read: if get(/databases/$(database)/documents/keys/main).data.open == true;
    }
    match /paired/{id} {
      allow create: if existsAfter(/databases/$(database)/documents/receipts/$(id));
    }
    match /receipts/{id} { allow create: if getAfter(/databases/$(database)/documents/paired/$(id)).data.n == request.resource.data.n; }
  }
}`;
